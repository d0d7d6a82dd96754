import { exactJson } from '../../model/table/exactJson.ts';
import { isExactDecimal, type Value } from '../../model/table/value.ts';

const [NULL, NUMBER, BOOLEAN, TEXT, BIGINT, DECIMAL, JSON_TEXT] = [1, 2, 3, 4, 5, 6, 7];

/** Values as words of 32 bits, one after the other, so that two lists of values have the same words only if they are equal. */
export interface KeyWords {
  clear(): void;
  add(value: Value): void;
  /** Filled up with zeros to a multiple of four. */
  read(): { readonly words: Uint32Array; readonly count: number };
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
    for (let at = 0; at < length; at += 2)
      // A NaN after the last one is a zero here; the length tells it from a real one.
      words[count++] = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
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
    read() {
      while (count % 4 !== 0) words[count++] = 0;
      return { words, count };
    },
  };
}
