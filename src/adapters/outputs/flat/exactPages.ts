import type { SchemaElement } from 'hyparquet';
import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import { createBits } from './bits.ts';
import { createFixed } from './fixed.ts';
import { createNumbers, isNumberType } from './numbers.ts';
import type { FlatPage } from './pages.ts';
import { createTexts } from './texts.ts';

export interface Flat {
  readonly element: SchemaElement;
  readonly rows: number;
  readonly isUnsigned: boolean;
  /** Two's complement. */
  readonly isSigned: boolean;
}

interface Gathering {
  addDictionary?(page: FlatPage): void;
  addPlain(page: FlatPage): void;
  addPlaces?(page: FlatPage): void;
  addRuns?(page: FlatPage): void;
  finish(): ExactColumn;
}

/** Pages of a column that is no list, exactly; null where hyparquet must be asked: an encoding or a type of few files. */
export function exactPages(pages: Iterable<FlatPage>, flat: Flat): ExactColumn | null {
  const gathering = gatheringOf(flat);
  if (!gathering) return null;
  for (const page of pages) {
    const add = page.isDictionary ? gathering.addDictionary : ADDERS[page.encoding ?? ''];
    const put = typeof add === 'string' ? gathering[add] : add;
    if (!put) return null;
    put(page);
  }
  return gathering.finish();
}

const ADDERS: Readonly<Record<string, 'addPlain' | 'addPlaces' | 'addRuns'>> = {
  PLAIN: 'addPlain',
  RLE_DICTIONARY: 'addPlaces',
  PLAIN_DICTIONARY: 'addPlaces',
  RLE: 'addRuns',
};

function gatheringOf({ element, rows, isUnsigned, isSigned }: Flat): Gathering | null {
  const { type, type_length: width } = element;
  if (isNumberType(type)) {
    const { exact, ...numbers } = createNumbers(type, rows);
    return { ...numbers, finish: () => exact(isUnsigned) };
  }
  if (type === 'BOOLEAN') {
    const { exact, ...bits } = createBits(rows);
    return { ...bits, finish: exact };
  }
  if (type === 'BYTE_ARRAY') {
    const { exact, ...texts } = createTexts(rows);
    return { ...texts, finish: exact };
  }
  if (type !== 'FIXED_LEN_BYTE_ARRAY' || !width) return null;
  const { exact, ...fixed } = createFixed(width, rows);
  return { ...fixed, finish: () => exact(isSigned) };
}
