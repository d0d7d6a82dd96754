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
  /** Rows of a file on which one of these rules failed, each once. */
  count(rules: readonly string[], file: string): number;
  /** The first rows on which a rule failed. */
  first(rule: string, count: number): readonly { readonly file: string; readonly row: number }[];
}

export interface FailingSet extends Pick<SeqSet, 'has'> {
  readonly count: number;
}

interface GrowingSet extends SeqSet {
  count: number;
  /** The last one. */
  last: number;
}

export function createFailingRows(): FailingRows {
  const byFile = new Map<string, Map<string, GrowingSet>>();
  return {
    note({ rule, file, rows }) {
      const rules = byFile.get(file) ?? new Map<string, GrowingSet>();
      byFile.set(file, rules);
      const set = rules.get(rule.id) ?? { ...createSeqSet(), count: 0, last: 0 };
      rules.set(rule.id, set);
      for (const row of rows) set.add(row);
      set.count += rows.length;
      set.last = Math.max(set.last, rows.at(-1) ?? 0);
    },
    of: (rule, file) => byFile.get(file)?.get(rule),
    count(rules, file) {
      const sets = rules.flatMap(rule => byFile.get(file)?.get(rule) ?? []);
      if (sets.length < 2) return sets[0]?.count ?? 0;
      let count = 0;
      for (let row = 0; row <= Math.max(...sets.map(({ last }) => last)); row++)
        if (sets.some(set => set.has(row))) count += 1;
      return count;
    },
    first(rule, count) {
      const found: { file: string; row: number }[] = [];
      for (const [file, rules] of byFile) {
        const set = rules.get(rule);
        for (let row = 0; set && row <= set.last && found.length < count; row++)
          if (set.has(row)) found.push({ file, row });
      }
      return found;
    },
    files: rules => [...byFile].filter(([, found]) => rules.some(rule => found.has(rule))).map(([file]) => file),
  };
}

/** Ids of the rules that came to one of these verdicts; one within its threshold has passed. */
export const rulesThat = (report: ValidationReport, ...verdicts: readonly Verdict[]): readonly string[] =>
  report.rules.filter(({ verdict }) => verdicts.includes(verdict)).map(({ rule }) => rule.id);
