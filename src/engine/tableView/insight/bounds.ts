import { compareNumbers, compareTexts } from '../../../model/table/compareValues.ts';
import { isExactDecimal, type Value } from '../../../model/table/value.ts';
import { comparableTime } from '../../../model/tableView/filterTimes.ts';
import type { ValueKind } from '../../../model/tableView/table.ts';

/** The smallest and the largest; a NaN is neither. */
export interface Bounds {
  take(value: Value): void;
  readonly min: Value;
  readonly max: Value;
}

export function createBounds(kind: ValueKind): Bounds {
  const isTime = kind === 'date' || kind === 'timestamp';
  const compare = isTime ? compareLetters : compareAlike;
  const rankOf = isTime ? (value: Value) => comparableTime(String(value)) : (value: Value) => value;
  const bounds: { min: Value; max: Value } = { min: null, max: null };
  let [least, most]: [Value, Value] = [null, null];
  return Object.assign(bounds, {
    take(value: Value) {
      if (Number.isNaN(value)) return;
      const rank = rankOf(value);
      if (least === null || compare(rank, least) < 0) [least, bounds.min] = [rank, value];
      if (most === null || compare(rank, most) > 0) [most, bounds.max] = [rank, value];
    },
  });
}

const compareLetters = (a: Value, b: Value): number => (a === b ? 0 : String(a) < String(b) ? -1 : 1);

/** Two of one column; a folder's files may hold it as two kinds, which are not compared. */
function compareAlike(a: Value, b: Value): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : 0;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  return isNumber(a) && isNumber(b) ? compareNumbers(a, b) : 0;
}

const isNumber = (value: Value) => typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);
