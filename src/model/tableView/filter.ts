import type { Reason } from '../problem.ts';
import type { Value } from '../table/value.ts';

/** What must hold of a value. NULL holds where it is asked for, and nowhere else: as in SQL, it is not `!= 5`. */
export type TableFilter =
  | { readonly test: 'null'; readonly isNegated: boolean }
  | { readonly test: 'boolean'; readonly value: boolean }
  | PartFilter
  | { readonly test: 'json'; readonly text: string; readonly isNegated: boolean }
  | RangeFilter;

/** Whatever the case; `text` is in lower case. Of nested values: of their JSON on one line. */
export interface PartFilter {
  readonly test: 'part';
  readonly way: PartWay;
  readonly text: string;
}

export type PartWay = 'holds' | 'begins' | 'ends' | 'is';

export interface RangeFilter {
  readonly test: 'range';
  /** How its bounds are compared. Those of times are texts, as `comparableTime` gives them. */
  readonly of: 'number' | 'text' | 'time';
  readonly low: Bound | null;
  readonly high: Bound | null;
  readonly isNegated: boolean;
}

export interface Bound {
  readonly value: Value;
  /** It lies itself outside. */
  readonly isOpen: boolean;
}

/** Nothing typed is no filter. */
export type ReadFilter = { readonly filter: TableFilter | null } | { readonly fault: Reason };
