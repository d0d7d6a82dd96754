import type { Reason } from '../problem.ts';
import type { ColumnType } from '../table/columnType.ts';
import type { ColumnFacts, ColumnValues } from '../table/columnValues.ts';
import type { Value } from '../table/value.ts';

/** What a check found in one row group. */
export interface Seen {
  readonly nulls: number;
  /** Places in the row group, from 0, rising. */
  readonly failing: readonly number[] | Uint32Array;
}

/** What is said of a rule when all was seen: `reason` without `failed` is that it could not run. */
export interface Ending {
  readonly failed: number;
  readonly reason: Reason | null;
  readonly hasRun: boolean;
  /** Passed, with something that must be told. */
  readonly isWarned?: boolean;
}

/** One rule over the values of its columns, row group by row group. Some remember (uniqueness, the newest value). */
export interface Check {
  readonly columns: readonly string[];
  /** What the statistics of a row group prove by themselves; null: its values must be seen. */
  learn(facts: ColumnFacts, rows: number): Seen | null;
  /** The values of its columns in one row group. A `Reason`: it cannot go on. */
  see(values: readonly ColumnValues[], group: SeenGroup): Seen | Reason | Promise<Seen | Reason>;
  /** Of rules that are about the column as a whole. */
  end?(): Ending;
}

export interface SeenGroup {
  readonly rows: number;
  /** Row groups of one partition have the same text. */
  readonly partition: string;
}

/** Whether a value that is not null passes. */
export type Passes = (value: Value) => boolean;

/** Texts at once against a pattern: 1 where it matches. A `Reason` when that took too long. */
export type MatchTexts = (texts: readonly string[]) => Promise<Uint8Array | Reason>;

/** What was seen of some columns; a null equals a null. */
export interface KeySet {
  /** The places, rising, whose values were seen before; then all were. */
  see(...columns: readonly ColumnValues[]): Uint32Array;
}

/** What a check is made of, besides its rule. */
export interface Surroundings {
  /** Of the columns that the rule names, in its order. */
  readonly types: readonly ColumnType[];
  readonly now: Date;
  keySet(): KeySet;
  matcher(pattern: string, ignoreCase: boolean): MatchTexts;
}

export const isReason = (made: object): made is Reason => 'code' in made;
