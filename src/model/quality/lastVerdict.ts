import { VERDICTS, type Verdict } from './report.ts';

/** What the last validation found in a partition, as long as the partition is the one that it looked at. */
export interface LastVerdict {
  readonly verdict: Verdict;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly rows: number;
  /** Of the whole dataset, where all of it was validated at once; null: only this day was. Older files do not say. */
  readonly whole_rows?: number | null;
  /** Of the partition's table, as its `_SUCCESS` said it then; null: a day without rows. */
  readonly sha256: string | null;
  /** Ids of the rules that it is due to: of those that came to this verdict. */
  readonly rules: readonly string[];
}

/** `_state/validations.json`, by day. */
export type LastVerdicts = Readonly<Record<string, LastVerdict>>;

/** Where no rule says anything, all is well. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  VERDICTS.find(verdict => verdicts.includes(verdict)) ?? 'passed';
