import type { ColumnMetaData, SchemaElement } from 'hyparquet';
import { isText } from '../parquetPhysical.ts';
import type { FlatColumn } from '../tableMessages.ts';
import { createNumbers, isNumberType } from './numbers.ts';
import { pagesOf } from './pages.ts';
import { createTexts } from './texts.ts';

export interface Chunk {
  /** Checked by `checkPages`. */
  readonly bytes: ArrayBuffer;
  readonly meta: ColumnMetaData;
  readonly element: SchemaElement;
  readonly rows: number;
}

/**
 * Numbers and texts of a column that is no list, in the two encodings that most files have, as typed arrays that go to
 * another thread for nothing: hyparquet makes an object or a BigInt of each. Null when it must be asked.
 */
export function readFlat({ bytes, meta, element, rows }: Chunk): FlatColumn | null {
  const { type, repetition_type: repetition } = element;
  if (repetition === 'REPEATED' || Number(meta.num_values) !== rows) return null;
  const gathered = isNumberType(type) ? createNumbers(type, rows) : isText(element) ? createTexts(rows) : null;
  if (!gathered) return null;
  for (const page of pagesOf(bytes, meta, repetition === 'OPTIONAL')) {
    if (page.isDictionary) gathered.addDictionary(page);
    else if (page.encoding === 'PLAIN') gathered.addPlain(page);
    else if (page.encoding === 'RLE_DICTIONARY' || page.encoding === 'PLAIN_DICTIONARY') gathered.addPlaces(page);
    else return null;
  }
  return gathered.finish();
}
