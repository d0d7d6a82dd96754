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
  const keys = await keysOf(column, breathe);
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

type Class = 'compared' | 'nan' | 'null';

function classesOf(rows: Uint32Array, column: Gathered) {
  const classOf = classifier(column);
  const all = {
    compared: new Uint32Array(rows.length),
    nan: new Uint32Array(rows.length),
    null: new Uint32Array(rows.length),
  };
  const counts = { compared: 0, nan: 0, null: 0 };
  for (const row of rows) {
    const one = classOf(row);
    all[one][counts[one]++] = row;
  }
  return {
    compared: all.compared.subarray(0, counts.compared),
    nans: all.nan.subarray(0, counts.nan),
    nulls: all.null.subarray(0, counts.null),
  };
}

function classifier(column: Gathered): (row: number) => Class {
  switch (column.of) {
    case 'numbers':
      return row => (column.nulls[row] === 1 ? 'null' : Number.isNaN(column.numbers[row]) ? 'nan' : 'compared');
    case 'longs':
      return row => (column.nulls[row] === 1 ? 'null' : 'compared');
    case 'texts':
      return row => ((column.places[row] ?? -1) < 0 ? 'null' : 'compared');
    case 'values':
      return row => {
        const value = column.values[row] ?? null;
        return value === null ? 'null' : Number.isNaN(value) ? 'nan' : 'compared';
      };
  }
}

async function keysOf(column: Gathered, breathe: Breathe): Promise<Keys> {
  switch (column.of) {
    case 'numbers':
      return numberKeys(column.numbers);
    case 'longs':
      return longKeys(column.longs, column.isUnsigned);
    case 'texts': {
      const ranks = await rankTexts(column.pieces, breathe);
      return { high: Uint32Array.from(column.places, place => ranks[place] ?? 0), low: null };
    }
    case 'values':
      return valueKeys(column.values);
  }
}

const SIGN = 0x8000_0000;

/** The bits of a double with its sign turned round, and all bits of those below zero, have the order of the numbers. */
function numberKeys(numbers: Float64Array): Keys {
  // A zero below zero is equal to the other one.
  const words = new Uint32Array(numbers.map(number => number + 0).buffer);
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
