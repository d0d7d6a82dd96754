import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import { placesIn, type FlatPage } from './pages.ts';

/** Values of so many bytes each. */
export function createFixed(width: number, rows: number) {
  const bytes = new Uint8Array(rows * width);
  const nulls = new Uint8Array(rows);
  let dictionary: Uint8Array = new Uint8Array();
  let at = 0;
  const put = ({ present, rows: more }: FlatPage, placeOf: (value: number) => number, from: Uint8Array): void => {
    let value = 0;
    for (let row = 0; row < more; row++) {
      if (present && !present[row]) nulls[at + row] = 1;
      else {
        const place = placeOf(value++) * width;
        for (let byte = 0; byte < width; byte++) bytes[(at + row) * width + byte] = from[place + byte] ?? 0;
      }
    }
    at += more;
  };
  return {
    addDictionary: (page: FlatPage) => void (dictionary = wholeOf(page, width)),
    addPlain: (page: FlatPage) => put(page, value => value, wholeOf(page, width)),
    addPlaces(page: FlatPage) {
      const places = placesIn(page, dictionary.length / width);
      put(page, value => places[value] ?? 0, dictionary);
    },
    exact: (isSigned: boolean): ExactColumn => ({ of: 'fixed', bytes, width, nulls, isSigned }),
  };
}

function wholeOf({ bytes, count }: FlatPage, width: number): Uint8Array {
  if (bytes.length < count * width) throw new Error('a page without all its values');
  return bytes.subarray(0, count * width);
}
