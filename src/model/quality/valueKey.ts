import { isNull } from '../table/columnValues.ts';
import { exactJson } from '../table/exactJson.ts';
import { isExactDecimal, type Value } from '../table/value.ts';

/** Equal values have equal keys, whatever type a file holds them in: 1 as an integer, a double and a decimal. */
export function valueKey(value: Value): null | boolean | number | bigint | string {
  if (isNull(value)) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (!isExactDecimal(value)) return `\0${exactJson(value)}`;
  // So many digits come back from a double as they were.
  return value.decimal.length <= 15 ? Number(value.decimal) : `\0${value.decimal}`;
}
