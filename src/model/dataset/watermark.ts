import { compareKeys } from '../api/pagination.ts';
import type { Watermark } from '../api/load.ts';
import { fieldOf } from '../table/fitValue.ts';
import type { Row } from '../table/value.ts';
import { compareMoments, momentText, readMoment } from './instant.ts';
import { valueText } from './valueText.ts';

/** As the API wrote it: a number as it would stand in JSON where a double holds it, else its text. */
export type WatermarkValue = string | number;

/** What the pages of a run tell of the watermark's column, folded in the order of the pages that are kept. */
export interface WatermarksSeen {
  /** The highest of the first page: all that was changed before that was looked at and lies not above it, is seen. */
  readonly first: string | null;
  readonly max: string | null;
  readonly last: string | null;
  /** The rows came in the order of the column: what changes meanwhile comes later, above all that was seen. */
  readonly isAscending: boolean;
}

export const NOTHING_SEEN: WatermarksSeen = { first: null, max: null, last: null, isAscending: true };

/** Instants by their time, whole numbers by their value, everything else by code units. Negative, zero or positive. */
export function compareOrder(a: string, b: string): number {
  const [left, right] = [readMoment(a), readMoment(b)];
  if (left && right) return compareMoments(left, right);
  return compareKeys(a, b);
}

/** What a row says in the watermark's column, as text; null where it says nothing. */
export function orderOf(row: Row, column: string | null): string | null {
  const value = column === null ? null : fieldOf(row, column);
  return typeof value === 'string' ? value : value === null || typeof value === 'boolean' ? null : valueText(value);
}

/**
 * @param orders of a page's rows, in their order
 * @param isAgain whether the row at that place came before, the same: pages that overlap are no disorder
 */
export function seeWatermarks(
  seen: WatermarksSeen,
  orders: readonly (string | null)[],
  isFirstPage: boolean,
  isAgain: (at: number) => boolean = () => false,
): WatermarksSeen {
  let { max, last, isAscending } = seen;
  for (const [at, order] of orders.entries()) {
    if (order === null) continue;
    if (last !== null && compareOrder(order, last) < 0) {
      if (isAgain(at)) continue;
      isAscending = false;
    }
    if (max === null || compareOrder(order, max) > 0) max = order;
    last = order;
  }
  return { first: isFirstPage ? max : seen.first, max, last, isAscending };
}

/**
 * How far a run has come; never back. A row that was read early may have changed before one that was read late did, so
 * the highest value seen is not always safe. What is: instants up to the time at which the API began to answer, by its
 * own clock; else the highest of all when the rows come in the order of the column; else the highest of the first page.
 *
 * @param askedAt the first answer's `Date`, RFC 3339; null where it had none
 */
export function nextWatermark(before: string | null, seen: WatermarksSeen, askedAt: string | null): string | null {
  const reached = reachedBy(seen, askedAt);
  if (reached === null) return before;
  return before !== null && compareOrder(reached, before) < 0 ? before : reached;
}

function reachedBy({ first, max, isAscending }: WatermarksSeen, askedAt: string | null): string | null {
  const isInstant = max !== null && readMoment(max)?.isZoned === true;
  if (isInstant && askedAt !== null) return compareOrder(max, askedAt) > 0 ? askedAt : max;
  return isAscending ? max : first;
}

/** What to ask for: the watermark less the overlap, in seconds or ids. A watermark that is neither is asked for as it is. */
export function sinceWatermark(kind: Watermark, value: WatermarkValue, overlap: number): WatermarkValue {
  if (overlap === 0 || (kind !== 'last_updated_at' && kind !== 'last_id')) return value;
  const text = String(value);
  const moment = readMoment(text);
  if (moment) return momentText({ ...moment, seconds: moment.seconds - Math.ceil(overlap) });
  if (!/^-?\d+$/.test(text)) return value;
  return watermarkValue(String(BigInt(text) - BigInt(Math.ceil(overlap))), typeof value === 'number');
}

/** A number stays a number as long as a double holds it. */
export function watermarkValue(text: string, isNumber: boolean): WatermarkValue {
  return isNumber && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}
