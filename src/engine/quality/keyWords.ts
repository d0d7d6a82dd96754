import { exactJson } from '../../model/table/exactJson.ts';
import { isExactDecimal, type Value } from '../../model/table/value.ts';

const [NULL, NUMBER, BOOLEAN, TEXT, BIGINT, DECIMAL, JSON_TEXT] = [1, 2, 3, 4, 5, 6, 7];

/** Values as words of 32 bits, one after the other, so that two lists of values have the same words only if they are equal. */
export interface KeyWords {
  clear(): void;
  add(value: Value): void;
  /** Fills it up with zeros to a multiple of four words, and gives their number. */
  end(): number;
  /** Another one once it has grown. */
  words(): Uint32Array;
}

export function createKeyWords(): KeyWords {
  let words = new Uint32Array(64);
  let count = 0;
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  const reserve = (more: number): void => {
    if (count + more <= words.length) return;
    const before = words;
    words = new Uint32Array((count + more) * 2);
    words.set(before);
  };
  const addText = (kind: number, text: string): void => {
    const { length } = text;
    reserve(6 + length / 2);
    words[count++] = kind;
    words[count++] = length;
    let at = 1;
    for (; at < length; at += 2) words[count++] = text.charCodeAt(at - 1) | (text.charCodeAt(at) << 16);
    // Asked beyond the end it would be NaN, and the whole loop of doubles.
    if (at === length) words[count++] = text.charCodeAt(at - 1);
  };
  const addBits = (kind: number, low: number, high: number): void => {
    reserve(8);
    words[count++] = kind;
    words[count++] = low;
    words[count++] = high;
  };
  return {
    clear: () => void (count = 0),
    add(value) {
      if (typeof value === 'string') addText(TEXT, value);
      else if (value === null || Number.isNaN(value)) addBits(NULL, 0, 0);
      else if (typeof value === 'number') {
        double[0] = value + 0;
        addBits(NUMBER, halves[0] ?? 0, halves[1] ?? 0);
      } else if (typeof value === 'boolean') addBits(BOOLEAN, Number(value), 0);
      else if (typeof value === 'bigint') addText(BIGINT, String(value));
      else if (isExactDecimal(value)) addText(DECIMAL, value.decimal);
      else addText(JSON_TEXT, exactJson(value));
    },
    end() {
      while (count % 4 !== 0) words[count++] = 0;
      return count;
    },
    words: () => words,
  };
}
