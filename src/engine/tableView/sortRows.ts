import { compareNumbers, compareTexts } from '../../model/table/compareValues.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import { isExactDecimal, type Value } from '../../model/table/value.ts';
import type { Gathered } from './gatherColumn.ts';
import { radixSort, type Breathe, type Keys } from './radixSort.ts';
import { rankTexts } from './rankTexts.ts';

interface How {
  readonly isDescending: boolean;
  readonly breathe: Breathe;
}

/** Rows by a column: what can be compared, then NaN, then NULL, whatever the direction. Equal ones stay as they stand. */
export async function sortRows(rows: Uint32Array, column: Gathered, { isDescending, breathe }: How) {
  const parts = classesOf(rows, column);
  await breathe();
  const keys = await keysOf(column, breathe);
  await breathe();
  if (isDescending) for (const words of [keys.high, keys.low]) if (words) invert(words);
  const sorted = await radixSort(parts.compared, keys, breathe);
  const all = new Uint32Array(rows.length);
  all.set(sorted);
  all.set(parts.nans, sorted.length);
  all.set(parts.nulls, sorted.length + parts.nans.length);
  return all;
}

function invert(words: Uint32Array): void {
  for (let at = 0; at < words.length; at++) words[at] = ~(words[at] ?? 0);
}

/** What stands after all that is compared. */
const [COMPARED, NAN, NULL] = [0, 1, 2];

function classesOf(rows: Uint32Array, column: Gathered) {
  const classes = classesIn(column);
  const counts = [0, 0, 0];
  for (const row of rows) counts[classes[row] ?? 0] = (counts[classes[row] ?? 0] ?? 0) + 1;
  const [compared = 0, nans = 0, nulls = 0] = counts;
  if (compared === rows.length) return { compared: rows, nans: NO_ROWS, nulls: NO_ROWS };
  const of = (wanted: number, count: number): Uint32Array => {
    const found = new Uint32Array(count);
    let at = 0;
    if (count > 0) for (const row of rows) if (classes[row] === wanted) found[at++] = row;
    return found;
  };
  return { compared: of(COMPARED, compared), nans: of(NAN, nans), nulls: of(NULL, nulls) };
}

const NO_ROWS = new Uint32Array();

/** By row. */
function classesIn(column: Gathered): Uint8Array {
  if (column.of === 'texts') return Uint8Array.from(column.places, place => (place < 0 ? NULL : COMPARED));
  if (column.of === 'values')
    return Uint8Array.from(column.values, one => (one === null ? NULL : Number.isNaN(one) ? NAN : COMPARED));
  const classes = new Uint8Array(column.nulls.length);
  for (let row = 0; row < classes.length; row++)
    if (column.nulls[row]) classes[row] = NULL;
    else if (column.of === 'numbers' && Number.isNaN(column.numbers[row])) classes[row] = NAN;
  return classes;
}

async function keysOf(column: Gathered, breathe: Breathe): Promise<Keys> {
  switch (column.of) {
    case 'numbers':
      return numberKeys(column.numbers);
    case 'longs':
      return longKeys(column.longs, column.isUnsigned);
    case 'texts': {
      const ranks = await rankTexts(column.pieces, breathe);
      const high = new Uint32Array(column.places.length);
      for (let row = 0; row < high.length; row++) high[row] = ranks[column.places[row] ?? -1] ?? 0;
      return { high, low: null };
    }
    case 'values':
      return valueKeys(column.values);
  }
}

const SIGN = 0x8000_0000;

/** The bits of a double with its sign turned round, and all bits of those below zero, have the order of the numbers. */
function numberKeys(numbers: Float64Array): Keys {
  const copy = new Float64Array(numbers.length);
  // A zero below zero is equal to the other one.
  for (let at = 0; at < copy.length; at++) copy[at] = (numbers[at] ?? 0) + 0;
  const words = new Uint32Array(copy.buffer);
  const [high, low] = [new Uint32Array(numbers.length), new Uint32Array(numbers.length)];
  for (let at = 0; at < numbers.length; at++) {
    const [below, above] = [words[2 * at] ?? 0, words[2 * at + 1] ?? 0];
    const isNegative = above >= SIGN;
    high[at] = isNegative ? ~above : above | SIGN;
    low[at] = isNegative ? ~below : below;
  }
  return { high, low };
}

function longKeys(longs: BigInt64Array, isUnsigned: boolean): Keys {
  const words = new Uint32Array(longs.buffer, longs.byteOffset, longs.length * 2);
  const [high, low] = [new Uint32Array(longs.length), new Uint32Array(longs.length)];
  for (let at = 0; at < longs.length; at++) {
    low[at] = words[2 * at] ?? 0;
    high[at] = (words[2 * at + 1] ?? 0) ^ (isUnsigned ? 0 : SIGN);
  }
  return { high, low };
}

/** Files of one table hold it in different ways: slower, by their values. */
function valueKeys(values: readonly Value[]): Keys {
  const order = Uint32Array.from(values, (_, at) => at);
  order.sort((a, b) => compareValues(values[a] ?? null, values[b] ?? null));
  const high = new Uint32Array(values.length);
  let rank = 0;
  for (const [at, row] of order.entries()) {
    const before = order[at - 1];
    if (before !== undefined && compareValues(values[before] ?? null, values[row] ?? null) !== 0) rank = at;
    high[row] = rank;
  }
  return { high, low: null };
}

/** Numbers, then texts, then the rest by its JSON. Two of one kind as that kind is compared. */
export function compareValues(a: Value, b: Value): number {
  const [left, right] = [ranked(a), ranked(b)];
  if (left !== right) return left - right;
  if (isNumber(a) && isNumber(b)) return Number.isNaN(a) || Number.isNaN(b) ? 0 : compareNumbers(a, b);
  return compareTexts(typeof a === 'string' ? a : exactJson(a), typeof b === 'string' ? b : exactJson(b));
}

const isNumber = (value: Value) => typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);
const ranked = (value: Value): number => (isNumber(value) ? 0 : typeof value === 'string' ? 1 : 2);
