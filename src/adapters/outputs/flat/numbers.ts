import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import type { FlatColumn } from '../tableMessages.ts';
import { placesIn, type FlatPage } from './pages.ts';

export type NumberType = keyof typeof WORDS;

/** Of 32 bits, a value. */
const WORDS = { INT32: 1, FLOAT: 1, INT64: 2, DOUBLE: 2 } as const;

export const isNumberType = (type: string | undefined): type is NumberType => type !== undefined && type in WORDS;

/** Numbers of a chunk, gathered as words of 32 bits: a BigInt for each would cost more than all the rest. */
export function createNumbers(type: NumberType, rows: number) {
  const size = WORDS[type];
  const words = new Int32Array(rows * size);
  const nulls = new Uint8Array(rows);
  let dictionary: Int32Array = new Int32Array();
  let at = 0;
  const put = ({ present, rows: more }: FlatPage, wordsOf: Int32Array): void => {
    if (!present) words.set(wordsOf, at * size);
    else {
      let from = 0;
      for (let row = 0; row < more; row++) {
        if (!present[row]) nulls[at + row] = 1;
        else for (let word = 0; word < size; word++) words[(at + row) * size + word] = wordsOf[from++] ?? 0;
      }
    }
    at += more;
  };
  return {
    addDictionary: (page: FlatPage) => void (dictionary = wordsIn(page, size)),
    addPlain: (page: FlatPage) => put(page, wordsIn(page, size)),
    addPlaces(page: FlatPage) {
      const places = placesIn(page, dictionary.length / size);
      const found = new Int32Array(places.length * size);
      for (let place = 0; place < places.length; place++)
        for (let word = 0; word < size; word++)
          found[place * size + word] = dictionary[(places[place] ?? 0) * size + word] ?? 0;
      put(page, found);
    },
    finish: (): FlatColumn => finished({ type, words, nulls }),
    exact: (isUnsigned: boolean): ExactColumn =>
      type === 'INT64' && (isUnsigned || !areSafe(words))
        ? { of: 'longs', longs: new BigInt64Array(words.buffer), nulls, isUnsigned }
        : {
            of: 'numbers',
            numbers: isUnsigned ? new Float64Array(new Uint32Array(words.buffer)) : numbersOf(type, words),
            nulls,
          },
  };
}

/** Copied, because words must lie at multiples of four. */
function wordsIn({ bytes, count }: FlatPage, size: number): Int32Array {
  const length = count * size * 4;
  if (bytes.length < length) throw new Error('a page without all its values');
  const copy = new Uint8Array(length);
  copy.set(bytes.subarray(0, length));
  return new Int32Array(copy.buffer);
}

interface Gathered {
  readonly type: NumberType;
  readonly words: Int32Array;
  readonly nulls: Uint8Array;
}

function finished({ type, words, nulls }: Gathered): FlatColumn {
  if (type === 'INT64' && !areSafe(words)) return { longs: new BigInt64Array(words.buffer), nulls };
  const numbers = numbersOf(type, words);
  for (let row = nulls.indexOf(1); row >= 0; row = nulls.indexOf(1, row + 1)) numbers[row] = NaN;
  return numbers;
}

/** The high half of ±2^53. */
const HIGH = 2 ** 21;

function areSafe(words: Int32Array): boolean {
  for (let at = 1; at < words.length; at += 2) {
    const high = words[at] ?? 0;
    // -2^53 itself is none.
    if (high >= HIGH || high < -HIGH || (high === -HIGH && words[at - 1] === 0)) return false;
  }
  return true;
}

function numbersOf(type: NumberType, words: Int32Array): Float64Array {
  if (type === 'INT32') return new Float64Array(words);
  if (type === 'FLOAT') return new Float64Array(new Float32Array(words.buffer));
  const numbers = new Float64Array(words.buffer);
  // In place: both halves are read before their double is written.
  if (type === 'INT64')
    for (let row = 0; row < numbers.length; row++)
      numbers[row] = (words[row * 2 + 1] ?? 0) * 2 ** 32 + ((words[row * 2] ?? 0) >>> 0);
  return numbers;
}
