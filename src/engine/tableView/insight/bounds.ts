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
  const compare = kind === 'date' || kind === 'timestamp' ? compareTimes : compareAlike;
  const bounds: { min: Value; max: Value } = { min: null, max: null };
  return Object.assign(bounds, {
    take(value: Value) {
      if (Number.isNaN(value)) return;
      if (bounds.min === null || compare(value, bounds.min) < 0) bounds.min = value;
      if (bounds.max === null || compare(value, bounds.max) > 0) bounds.max = value;
    },
  });
}

function compareTimes(a: Value, b: Value): number {
  const [left, right] = [comparableTime(String(a)), comparableTime(String(b))];
  return left < right ? -1 : Number(left > right);
}

/** Two of one column; a folder's files may hold it as two kinds, which are not compared. */
function compareAlike(a: Value, b: Value): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : 0;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  return isNumber(a) && isNumber(b) ? compareNumbers(a, b) : 0;
}

const isNumber = (value: Value) => typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);
