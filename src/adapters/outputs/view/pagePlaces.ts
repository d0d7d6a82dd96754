import type { ColumnMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { slice, type Opened } from '../fileBytes.ts';
import { readRuns } from '../flat/runs.ts';
import { checkPage, type Header } from '../parquetPages.ts';
import { placeOf } from '../parquetPhysical.ts';
import { decompress } from '../parquetCodecs.ts';

/** Where a page lies. */
export interface PagePlace {
  /** Of its header, in the file. */
  readonly start: number;
  readonly end: number;
  /** The first row that begins in it, of its group, and how many do. */
  readonly first: number;
  readonly rows: number;
  /** A row of the page before goes on in it. */
  readonly isTorn: boolean;
}

export interface ChunkPages {
  /** Where it lies, when there is one. */
  readonly dictionary: () => Pick<PagePlace, 'start' | 'end'> | null;
  /** All pages up to the one in which a row begins, and no more of the file is read than their headers. */
  upTo(row: number, opened: Opened): readonly PagePlace[];
}

/** Most headers are smaller; those with long statistics are read again. */
const HEADER_BYTES = 256;

export interface PagesOf {
  readonly meta: ColumnMetaData;
  /** Of the group. */
  readonly rows: number;
  /** How many lists a value lies in, at most. */
  readonly depth: number;
}

/**
 * The pages of a column chunk, found by their headers, as far as they are asked for: few files have an index of them. The
 * file is named each time, because it may have been closed and opened again.
 */
export function createChunkPages({ meta, rows, depth }: PagesOf): ChunkPages {
  const [begin, end] = placeOf(meta);
  const pages: PagePlace[] = [];
  let dictionary: Pick<PagePlace, 'start' | 'end'> | null = null;
  let [at, first, values] = [begin, 0, 0];
  const isWhole = (): boolean => (depth > 0 ? values >= Number(meta.num_values) : first >= rows);
  const next = (opened: Opened): void => {
    if (at >= end) throw new Error(`${first} rows where ${rows} are told`);
    const { header, bytes } = headerAt(opened, at, end);
    checkPage(header, { room: end - at - bytes, left: Number(meta.num_values) - values });
    const start = at;
    at += bytes + header.compressed_page_size;
    if (header.type === 'DICTIONARY_PAGE') dictionary = { start, end: at };
    const data = header.data_page_header_v2 ?? header.data_page_header;
    if (!data) return;
    const found = rowsIn(header, { depth, body: () => slice(opened, start + bytes, at), codec: meta.codec });
    pages.push({ start, end: at, first, ...found });
    first += found.rows;
    values += data.num_values;
  };
  return {
    dictionary: () => dictionary,
    upTo(row, opened) {
      // A row of a list ends where another begins.
      while (!isWhole() && first <= (depth > 0 ? row + 1 : row)) next(opened);
      if (first <= row) throw new Error(`${first} rows where ${rows} are told`);
      return pages;
    },
  };
}

function headerAt(opened: Opened, at: number, end: number): { header: Header; bytes: number } {
  for (let size = HEADER_BYTES; ; size *= 64) {
    const to = Math.min(end, at + size);
    const reader = { view: new DataView(slice(opened, at, to)), offset: 0 };
    try {
      return { header: parquetHeader(reader), bytes: reader.offset };
    } catch (error) {
      if (to === end) throw error;
    }
  }
}

interface Body {
  readonly depth: number;
  readonly body: () => ArrayBuffer;
  readonly codec: ColumnMetaData['codec'];
}

/** Of a list a row may have any number of values: those that begin one repeat nothing. */
function rowsIn(header: Header, { depth, body, codec }: Body): Pick<PagePlace, 'rows' | 'isTorn'> {
  const { data_page_header_v2: v2, data_page_header: v1 } = header;
  if (v2) return { rows: v2.num_rows, isTorn: false };
  const count = v1?.num_values ?? 0;
  if (depth === 0) return { rows: count, isTorn: false };
  const bytes = decompress(new Uint8Array(body()), header.uncompressed_page_size, codec);
  if (bytes.length < 4) throw new Error('a page without its levels');
  const to = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (to > bytes.length) throw new Error('a page without its levels');
  const levels = new Uint8Array(count);
  readRuns(bytes, { from: 4, to, width: 32 - Math.clz32(depth) }, levels);
  return { rows: levels.reduce((sum, level) => sum + (level === 0 ? 1 : 0), 0), isTorn: (levels[0] ?? 0) > 0 };
}

/** By its first row: pages are in their order. One in which no row begins is none that was sought. */
export function pageAt(pages: readonly PagePlace[], row: number): PagePlace | undefined {
  let [low, high] = [0, pages.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle]?.first ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && pages[low]?.rows === 0) low -= 1;
  return pages[low];
}
