import { isNull } from '../table/columnValues.ts';
import { exactJson } from '../table/exactJson.ts';
import { isExactDecimal, type ExactDecimal, type Value } from '../table/value.ts';

/** Equal values have equal keys, whatever type a file holds them in: 1 as an integer, a double and a decimal. */
export function valueKey(value: Value): null | boolean | number | bigint | string {
  if (isNull(value)) return null;
  if (typeof value === 'bigint') return numberKey(value);
  if (typeof value !== 'object' || value === null) return value;
  return isExactDecimal(value) ? numberKey(value) : `\0${exactJson(value)}`;
}

/** A double where one holds it exactly. */
export function numberKey(value: bigint | ExactDecimal): number | bigint | string {
  if (typeof value === 'bigint') return BigInt(Number(value)) === value ? Number(value) : value;
  const { decimal } = value;
  // So many digits come back from a double as they were.
  if (decimal.length <= 15) return Number(decimal);
  return /^-?\d+$/.test(decimal) ? numberKey(BigInt(decimal)) : `\0${decimal}`;
}
