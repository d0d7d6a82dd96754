import type { ColumnType } from '../table/columnType.ts';
import { exactJson, exactJsonLines } from '../table/exactJson.ts';
import { isExactDecimal, type Value } from '../table/value.ts';
import type { Cell } from './table.ts';

/** UTF-16 units of a cell; of binary, half as many bytes. */
export const CELL_UNITS = 200;

/** A value as the file has it, cut where it is long. Binary values are hexadecimal texts already. */
export function cellText(value: Value, type: ColumnType): Cell {
  return cutText(valueText(value, type));
}

/** All of it; null is NULL. Nested values on one line, unless `isIndented`. */
export function valueText(value: Value, type: ColumnType, isIndented = false): string | null {
  if (value === null) return null;
  if (isNested(type)) return isIndented ? exactJsonLines(value) : exactJson(value);
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return type.kind === 'float' ? floatText(value) : Object.is(value, -0) ? '-0' : String(value);
    case 'object':
      return isExactDecimal(value) ? padded(value.decimal, type) : exactJson(value);
    default:
      return String(value);
  }
}

/** `length`: of the whole, where it is not the text's own. */
export function cutText(text: string | null, most = CELL_UNITS, length = text?.length ?? 0): Cell {
  if (text === null || (text.length <= most && length === text.length)) return text;
  // Half of a pair is no character.
  const isTorn = text.length > most && text.charCodeAt(most - 1) >> 10 === 0x36;
  return { text: text.slice(0, isTorn ? most - 1 : most), length };
}

export const isNested = ({ kind }: ColumnType): boolean => kind === 'json' || kind === 'list' || kind === 'struct';

/** The file has zeros at the end of a decimal: 12.50 is not 12.5 to who counts money. */
function padded(decimal: string, type: ColumnType): string {
  if (type.kind !== 'decimal' || type.scale === 0) return decimal;
  const point = decimal.indexOf('.');
  const digits = point < 0 ? 0 : decimal.length - point - 1;
  return `${decimal}${point < 0 ? '.' : ''}${'0'.repeat(Math.max(0, type.scale - digits))}`;
}

/** Nine digits tell every number of single precision from its neighbours. */
const FLOAT_DIGITS = 9;

/** The shortest text that is this number of single precision: 0.1, where the nearest double is 0.10000000149011612. */
function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  for (let digits = 1; digits <= FLOAT_DIGITS; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
