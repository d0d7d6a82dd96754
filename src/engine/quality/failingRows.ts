import { createSeqSet, type SeqSet } from '../../model/dataset/seqSet.ts';
import type { ValidationReport, Verdict } from '../../model/quality/report.ts';

/** What `validate` tells of a rule and a row group. */
export interface FailingNote {
  readonly rule: { readonly id: string };
  readonly file: string;
  /** From 0, in the file. */
  readonly rows: Uint32Array;
}

/** All failing rows of a validation: a bit for each row and rule, however many there are. */
export interface FailingRows {
  note(failing: FailingNote): void;
  /** Undefined: the rule failed on none of this file. */
  of(rule: string, file: string): FailingSet | undefined;
  /** On which one of these rules failed, in the order in which they were read. */
  files(rules: readonly string[]): readonly string[];
}

export interface FailingSet extends Pick<SeqSet, 'has'> {
  readonly count: number;
}

export function createFailingRows(): FailingRows {
  const byFile = new Map<string, Map<string, SeqSet & { count: number }>>();
  return {
    note({ rule, file, rows }) {
      const rules = byFile.get(file) ?? new Map<string, SeqSet & { count: number }>();
      byFile.set(file, rules);
      const set = rules.get(rule.id) ?? { ...createSeqSet(), count: 0 };
      rules.set(rule.id, set);
      for (const row of rows) set.add(row);
      set.count += rows.length;
    },
    of: (rule, file) => byFile.get(file)?.get(rule),
    files: rules => [...byFile].filter(([, found]) => rules.some(rule => found.has(rule))).map(([file]) => file),
  };
}

/** Ids of the rules that came to one of these verdicts; one within its threshold has passed. */
export const rulesThat = (report: ValidationReport, ...verdicts: readonly Verdict[]): readonly string[] =>
  report.rules.filter(({ verdict }) => verdicts.includes(verdict)).map(({ rule }) => rule.id);
