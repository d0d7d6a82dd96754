import type { Value } from './value.ts';

/** One column of one row group. Float64Array for numbers that doubles hold exactly (NaN: null or NaN), else Values with null. */
export type ColumnValues = Float64Array | readonly Value[];

/** What a file says of one column of one row group. Whoever wrote it may have lied. */
export interface ColumnFacts {
  /** Null: not said, or not to be known without reading (a double's NaN is a null, too). */
  readonly nulls: number | null;
  /** Null: not said, or not exactly (the bounds of long texts are cut). */
  readonly min: Value | null;
  readonly max: Value | null;
}

/** A double's NaN is one, as in pandas' `isna`. */
export const isNull = (value: Value | undefined): boolean =>
  value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));
