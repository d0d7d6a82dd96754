import type { Reason } from '../problem.ts';
import type { Value } from '../table/value.ts';
import type { Rule } from './rule.ts';

/** `could_not_run`: nothing is known of the data (a column is missing, its type does not fit, the deadline passed). */
export type Verdict = (typeof VERDICTS)[number];

/** The worst first, as a person is told of them. */
export const VERDICTS = ['failed', 'could_not_run', 'warned', 'passed'] as const;

/** A row as a person finds it again. */
export interface RowPlace {
  /** As INPUT names it: the file itself, or a partition's below the folder. */
  readonly file: string;
  /** From 0, in its file. */
  readonly rowGroup: number;
  /** From 0, in its file: what pandas' `iloc` and DuckDB's `file_row_number` count. */
  readonly row: number;
}

export interface Sample extends RowPlace {
  /** Null for a null; a list where the rule is about several columns. */
  readonly value: Value;
}

/** What a rule found. */
export interface RuleOutcome {
  readonly rule: Rule;
  readonly verdict: Verdict;
  /** Values that were looked at, or known from the file's statistics; rows for rules about rows. */
  readonly checked: number;
  readonly failed: number;
  /** Apart from `failed`, except where the rule is about nulls. */
  readonly nulls: number;
  /** The first failing rows, in the order of files and rows. */
  readonly samples: readonly Sample[];
  /** Why it could not run, or what it found beside its figures (`freshness`: the newest value); null when there is nothing to say. */
  readonly reason: Reason | null;
}

export interface ValidationReport {
  /** As INPUT names it. */
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** `passed` only when no rule failed and none could not run. */
  readonly validation: 'passed' | 'failed';
  /** In the order of the rules file: the seed's keys first. */
  readonly rules: readonly RuleOutcome[];
  readonly durationMs: number;
}
