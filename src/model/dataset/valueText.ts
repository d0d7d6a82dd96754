import { isExactDecimal, isList, type Value } from '../table/value.ts';

/** One text for one value: names sorted, null and absent alike, numbers by their digits; what JSON would show of it. */
export function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return numberText(value);
  if (isExactDecimal(value)) return value.decimal;
  if (isList(value)) return `[${value.map(valueText).join(',')}]`;
  const fields = Object.keys(value)
    .filter(name => value[name] !== null)
    .sort();
  return `{${fields.map(name => `${JSON.stringify(name)}:${valueText(value[name])}`).join(',')}}`;
}

/** A whole number above 10^21 has an exponent in JavaScript, and none when it comes back from a table. */
function numberText(value: number | bigint | boolean): string {
  return typeof value === 'number' && Math.abs(value) >= 1e21 ? BigInt(value).toString() : String(value);
}
