import type { ExactColumn, TextPiece } from '../../../model/table/exactColumn.ts';
import type { FlatColumn } from '../tableMessages.ts';
import { placesIn, type FlatPage } from './pages.ts';

/** Texts of a chunk: their bytes page by page, and for each row the place of its text among them. */
export function createTexts(rows: number) {
  const pieces: TextPiece[] = [];
  const places = new Int32Array(rows).fill(-1);
  let [count, dictionarySize, at] = [0, 0, 0];
  const addPiece = (page: FlatPage): number => {
    pieces.push(page.isDictionary ? dictionaryOf(page) : pieceOf(page));
    count += page.count;
    return count - page.count;
  };
  const put = ({ present, rows: more }: FlatPage, placeOf: (value: number) => number): void => {
    let value = 0;
    for (let row = 0; row < more; row++) if (!present || present[row]) places[at + row] = placeOf(value++);
    at += more;
  };
  return {
    addDictionary(page: FlatPage) {
      // Places count from it.
      if (count > 0) throw new Error('a dictionary after its values');
      addPiece(page);
      dictionarySize = page.count;
    },
    addPlain(page: FlatPage) {
      const first = addPiece(page);
      put(page, value => first + value);
    },
    addPlaces(page: FlatPage) {
      const found = placesIn(page, dictionarySize);
      put(page, value => found[value] ?? -1);
    },
    finish: (): FlatColumn => ({ pieces, places }),
    exact: (): ExactColumn => ({ of: 'texts', pieces, places }),
  };
}

/** Pages of one chunk, read one by one, share it. */
function dictionaryOf(page: FlatPage): TextPiece {
  const piece = dictionaries.get(page) ?? pieceOf(page);
  dictionaries.set(page, piece);
  return piece;
}

const dictionaries = new WeakMap<FlatPage, TextPiece>();

/** Each text comes after its length, of four bytes. Copied: the page may share its memory with others. */
function pieceOf({ bytes, count }: FlatPage): TextPiece {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [starts, ends] = [new Uint32Array(count), new Uint32Array(count)];
  let at = 0;
  for (let value = 0; value < count; value++) {
    if (at + 4 > bytes.length) throw new Error('a page without all its values');
    starts[value] = at + 4;
    at += 4 + view.getUint32(at, true);
    ends[value] = at;
  }
  if (at > bytes.length) throw new Error('a page without all its values');
  return { bytes: new Uint8Array(bytes.subarray(0, at)), starts, ends };
}
