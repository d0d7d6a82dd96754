import type { ColumnMetaData, SchemaElement } from 'hyparquet';
import { refuse, slice } from '../fileBytes.ts';
import { exactPages } from '../flat/exactPages.ts';
import { pageIn, type FlatPage } from '../flat/pages.ts';
import type { SeenColumn } from '../parquetTypes.ts';
import type { Chunk, ColumnOf } from './chunk.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { readNested } from './nestedRows.ts';
import { cache, weightOf, type PageValues } from './pageCache.ts';
import { createChunkPages, pageAt, type PagePlace } from './pagePlaces.ts';

export interface RowsOfColumn extends ColumnOf {
  readonly rows: Uint32Array;
}

/** A row, where it was decoded. */
export interface Decoded {
  readonly page: PageValues;
  readonly at: number;
}

/** Of some rows of a column of a row group, in the order that is asked for. Pages that hold none of them are not read. */
export function readRows({ rows, ...of }: RowsOfColumn): Decoded[] {
  const chunk = chunkOf(of);
  const found: Decoded[] = [];
  let last: Page | undefined;
  for (const row of rows) {
    if (row >= chunk.rows) throw refuse('table_corrupt', `no row ${row}`);
    if (!last || row < last.first || row >= last.first + last.rows) last = pageWith(chunk, row);
    found.push({ page: last.values, at: row - last.first });
  }
  return found;
}

interface Page {
  readonly first: number;
  readonly rows: number;
  readonly values: PageValues;
}

function chunkOf(of: ColumnOf): Chunk {
  const { file, group: at, column } = of;
  const group = file.metadata.row_groups[at];
  if (!group) throw refuse('table_corrupt', `no row group ${at}`);
  const rows = Number(group.num_rows);
  const key = `${file.head.stamp}|${at}|${column}`;
  const leaves = leavesOf(file, at, column);
  const pages = leaves.map(({ meta, depth }, leaf) =>
    cache.pages(`${key}|${leaf}`, () => createChunkPages({ meta, rows, depth })),
  );
  return { ...of, key, rows, leaves, pages };
}

function pageWith(chunk: Chunk, row: number): Page {
  const [leaf] = chunk.leaves;
  const [pages] = chunk.pages;
  const place = pages && pageAt(pages.upTo(row, chunk.file.opened), row);
  if (!leaf || !place) throw refuse('table_corrupt', `no page of row ${row}`);
  const key = `${chunk.key}|${place.first}`;
  const known = cache.get(key);
  if (known && 'of' in known) return { ...place, values: known };
  const isFlat = leaf.meta.path_in_schema.length === 1 && leaf.element.repetition_type !== 'REPEATED';
  const values = (isFlat ? flatPage(chunk, leaf, place) : null) ?? readNested(chunk, place);
  const dictionary = chunk.pages[0]?.dictionary();
  cache.keep(key, { value: values, bytes: weightOf(values) - (dictionary ? sharedIn(values) : 0) });
  return { ...place, values };
}

const sharedIn = (values: PageValues): number =>
  values.of === 'texts' ? (values.pieces[0]?.bytes.byteLength ?? 0) : 0;

function flatPage(chunk: Chunk, { meta, element }: Leaf, place: PagePlace): PageValues | null {
  const { opened } = chunk.file;
  const isOptional = element.repetition_type === 'OPTIONAL';
  const page = pageIn(slice(opened, place.start, place.end), meta, isOptional);
  const isByPlace = page.encoding === 'RLE_DICTIONARY' || page.encoding === 'PLAIN_DICTIONARY';
  const pages = isByPlace ? [dictionaryOf(chunk, meta, element), page] : [page];
  return exactPages(pages, flatOf(chunk.seen, element, place.rows));
}

export const flatOf = (seen: SeenColumn, element: SchemaElement, rows: number) => ({
  ...{ element, rows, isUnsigned: seen.shown.startsWith('uint') && seen.kind === 'number' },
  isSigned: seen.type.kind === 'decimal',
});

function dictionaryOf(chunk: Chunk, meta: ColumnMetaData, element: SchemaElement): FlatPage {
  const key = `${chunk.key}|dictionary`;
  const known = cache.get(key);
  if (known && 'isDictionary' in known) return known;
  const place = chunk.pages[0]?.dictionary();
  if (!place) throw new Error('a page without its dictionary');
  const bytes = slice(chunk.file.opened, place.start, place.end);
  const page = pageIn(bytes, meta, element.repetition_type === 'OPTIONAL');
  // Once as it is, once as texts with their places.
  cache.keep(key, { value: page, bytes: page.bytes.length * 2 + page.count * 8 });
  return page;
}
