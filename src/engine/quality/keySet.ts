import { numberKey } from '../../model/quality/valueKey.ts';
import { isExactDecimal, type Value } from '../../model/table/value.ts';
import type { ColumnValues } from '../ports.ts';
import { createHashSet } from './hashSet.ts';
import { createKeyWords } from './keyWords.ts';
import { createNumberSet } from './numberSet.ts';

/**
 * What was seen of a column, or of several, in all files and row groups. Numbers take a bit where they lie close together,
 * else 16 to 32 bytes; other keys 32 to 64.
 */
export interface KeySet {
  /**
   * The places, ascending, of what was seen before: the second time and every later one. As for pandas' `duplicated`
   * nulls equal each other, NaN is a null and 0 equals -0; who holds that a null equals nothing looks at the value there.
   * Of several columns, all of one length, the values of a row are one key.
   */
  see(...columns: readonly ColumnValues[]): Uint32Array;
}

export function createKeySet(): KeySet {
  const numbers = createNumberSet();
  const others = createHashSet();
  const key = createKeyWords();
  const isNew = (given: Value): boolean => {
    const value = asNumber(given);
    if (typeof value === 'number' || value === null) return numbers.add(value ?? NaN);
    key.clear();
    key.add(value);
    return others.add(key.words(), key.end());
  };
  const isNewRow = (columns: readonly ColumnValues[], at: number): boolean => {
    key.clear();
    for (const values of columns) key.add(asNumber(values[at] ?? null));
    return others.add(key.words(), key.end());
  };
  return {
    see(...columns) {
      const [first = [], ...more] = columns;
      const seen: number[] = [];
      if (more.length > 0) {
        for (let at = 0; at < first.length; at++) if (!isNewRow(columns, at)) seen.push(at);
      } else if (first instanceof Float64Array) {
        numbers.prepare(first);
        for (let at = 0; at < first.length; at++) if (!numbers.add(first[at] ?? NaN)) seen.push(at);
      } else {
        for (let at = 0; at < first.length; at++) if (!isNew(first[at] ?? null)) seen.push(at);
      }
      return Uint32Array.from(seen);
    },
  };
}

/** 5 is one key, whether a file holds it as an integer, a double or a decimal. */
const asNumber = (value: Value): Value =>
  typeof value === 'bigint' || (typeof value === 'object' && isExactDecimal(value)) ? numberKey(value) : value;
