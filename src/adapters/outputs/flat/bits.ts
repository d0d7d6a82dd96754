import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import type { FlatPage } from './pages.ts';
import { readRuns } from './runs.ts';

/** Booleans, as 0 and 1. */
export function createBits(rows: number) {
  const numbers = new Float64Array(rows);
  const nulls = new Uint8Array(rows);
  let at = 0;
  const put = ({ present, rows: more }: FlatPage, bitOf: (value: number) => number): void => {
    let value = 0;
    for (let row = 0; row < more; row++) {
      if (present && !present[row]) nulls[at + row] = 1;
      else numbers[at + row] = bitOf(value++);
    }
    at += more;
  };
  return {
    /** Packed, the lowest bit first. */
    addPlain(page: FlatPage) {
      if (page.bytes.length * 8 < page.count) throw new Error('a page without all its values');
      put(page, value => ((page.bytes[value >> 3] ?? 0) >> (value & 7)) & 1);
    },
    /** Runs, after their length in four bytes. */
    addRuns(page: FlatPage) {
      const bits = new Uint8Array(page.count);
      if (page.count > 0) readRuns(page.bytes, { from: 4, to: page.bytes.length, width: 1 }, bits);
      put(page, value => bits[value] ?? 0);
    },
    exact: (): ExactColumn => ({ of: 'numbers', numbers, nulls }),
  };
}
