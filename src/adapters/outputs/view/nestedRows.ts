import { type DecodedArray, parquetSchema } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import { refuse, slice } from '../fileBytes.ts';
import { DECOMPRESSORS } from '../parquetCodecs.ts';
import type { Chunk } from './chunk.ts';
import { cache, weightOf, type PageValues } from './pageCache.ts';
import { pageAt, type ChunkPages, type PagePlace } from './pagePlaces.ts';

type ColumnDecoder = Parameters<typeof readPage>[2];

/** Of INT96, the one type that hyparquet converts by its physical type. */
const PARSERS = { ...DEFAULT_PARSERS, timestampFromNanoseconds: (nanos: bigint) => nanos };

/**
 * Rows of nested columns, and of encodings that few files have, by hyparquet's own pages and assembling, so that of a
 * million rows only the pages that hold them are read, and their dictionary once.
 */
export function readNested(chunk: Chunk, { first, rows }: Pick<PagePlace, 'first' | 'rows'>): PageValues {
  const schema = parquetSchema(chunk.file.metadata);
  const top = schema.children.find(({ element }) => element.name === `f${chunk.column}`);
  if (!top) throw refuse('table_corrupt', `no column ${chunk.column}`);
  const leaves = new Map<string, DecodedArray>();
  for (const [at, { meta }] of chunk.leaves.entries()) {
    const schemaPath = getTreePath(schema, meta.path_in_schema);
    const element = schemaPath.at(-1)?.element;
    const pages = chunk.pages[at];
    if (!element || !pages) throw refuse('table_corrupt', 'a column is not described');
    const pathInSchema = meta.path_in_schema;
    const decoder: ColumnDecoder = {
      ...{ pathInSchema, element, schemaPath, ...meta },
      ...{ compressors: DECOMPRESSORS, utf8: false, parsers: PARSERS },
    };
    leaves.set(pathInSchema.join('.'), leafRows({ chunk, decoder, pages, at }, first, rows));
  }
  if (top.children.length > 0) assembleNested(leaves, top, PARSERS);
  const values = leaves.get(top.element.name) ?? [];
  if (values.length !== rows) throw refuse('table_corrupt', `${values.length} values for ${rows} rows`);
  return { of: 'values', values };
}

interface LeafOf {
  readonly chunk: Chunk;
  readonly decoder: ColumnDecoder;
  readonly pages: ChunkPages;
  /** Its place among the leaves of its column. */
  readonly at: number;
}

/** From a page that no row is torn by, to the one in which the last row ends. */
function leafRows(leaf: LeafOf, first: number, rows: number): unknown[] {
  const { chunk, pages } = leaf;
  const all = pages.upTo(Math.min(first + rows, chunk.rows - 1), chunk.file.opened);
  const start = pageAt(all, first);
  if (!start) throw refuse('table_corrupt', `no page of row ${first}`);
  let from = all.indexOf(start);
  while (from > 0 && all[from]?.isTorn) from -= 1;
  const base = all[from]?.first ?? 0;
  const values: unknown[] = [];
  for (const place of all.slice(from)) {
    if (place.first >= first + rows && !place.isTorn) break;
    // Of lists hyparquet adds to what is there, because a row may go on.
    const found = decodedPage(leaf, place, values) ?? [];
    if (found !== values) for (let row = 0; row < found.length; row++) values.push(found[row]);
  }
  return values.slice(first - base, first - base + rows);
}

function decodedPage(leaf: LeafOf, { start, end }: Pick<PagePlace, 'start' | 'end'>, before: DecodedArray) {
  const reader = { view: new DataView(slice(leaf.chunk.file.opened, start, end)), offset: 0 };
  const header = parquetHeader(reader);
  const isByPlace = (header.data_page_header ?? header.data_page_header_v2)?.encoding.endsWith('_DICTIONARY');
  const dictionary = isByPlace ? dictionaryOf(leaf) : undefined;
  return readPage(reader, header, leaf.decoder, dictionary, before, 0).data;
}

function dictionaryOf(leaf: LeafOf): DecodedArray {
  const { chunk, pages, decoder, at } = leaf;
  const key = `${chunk.key}|dictionary ${at}`;
  const known = cache.get(key);
  if (known && 'of' in known && known.of === 'values')
    return Array.isArray(known.values) ? known.values : Array.from(known.values);
  const place = pages.dictionary();
  if (!place) throw new Error('a page without its dictionary');
  const values = convert(decodedPage({ ...leaf }, place, []) ?? [], decoder);
  const value: PageValues = { of: 'values', values };
  cache.keep(key, { value, bytes: weightOf(value) });
  return values;
}
