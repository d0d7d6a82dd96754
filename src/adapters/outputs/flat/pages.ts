import type { ColumnMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompress } from '../parquetCodecs.ts';
import { readRuns } from './runs.ts';

/** A page of a column that is no list: its values as their bytes are. */
export interface FlatPage {
  readonly encoding: string | undefined;
  readonly isDictionary: boolean;
  readonly rows: number;
  /** 1 where there is a value; null when every row has one. */
  readonly present: Uint8Array | null;
  /** Values, without the nulls. */
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** `bytes`: of a chunk whose headers `checkPages` has found possible. */
export function* pagesOf(bytes: ArrayBuffer, chunk: ColumnMetaData, isOptional: boolean): Generator<FlatPage> {
  const reader = { view: new DataView(bytes), offset: 0 };
  let left = Number(chunk.num_values);
  while (left > 0) {
    const header = parquetHeader(reader);
    const packed = new Uint8Array(bytes, reader.offset, header.compressed_page_size);
    reader.offset += header.compressed_page_size;
    if (header.type === 'INDEX_PAGE') continue;
    const page = pageOf(header, packed, { chunk, isOptional });
    if (!page.isDictionary) left -= page.rows;
    yield page;
  }
}

/** The one page whose header stands at the start of `bytes`. */
export function pageIn(bytes: ArrayBuffer, chunk: ColumnMetaData, isOptional: boolean): FlatPage {
  const reader = { view: new DataView(bytes), offset: 0 };
  const header = parquetHeader(reader);
  return pageOf(header, new Uint8Array(bytes, reader.offset, header.compressed_page_size), { chunk, isOptional });
}

interface Flat {
  readonly chunk: ColumnMetaData;
  readonly isOptional: boolean;
}

type Header = ReturnType<typeof parquetHeader>;

function pageOf(header: Header, packed: Uint8Array, { chunk, isOptional }: Flat): FlatPage {
  const { data_page_header_v2: v2, data_page_header: v1, dictionary_page_header: dictionary } = header;
  if (v2) {
    const before = (v2.repetition_levels_byte_length ?? 0) + v2.definition_levels_byte_length;
    const levels = { from: v2.repetition_levels_byte_length ?? 0, to: before, width: 1 };
    const rest = packed.subarray(before);
    const bytes =
      v2.is_compressed === false ? rest : decompress(rest, header.uncompressed_page_size - before, chunk.codec);
    const present = isOptional ? presentIn(packed, levels, v2.num_values) : null;
    return {
      encoding: v2.encoding,
      isDictionary: false,
      rows: v2.num_values,
      ...counted(present, v2.num_values),
      bytes,
    };
  }
  const bytes = decompress(packed, header.uncompressed_page_size, chunk.codec);
  const rows = (v1 ?? dictionary)?.num_values ?? 0;
  if (!v1) return { encoding: dictionary?.encoding, isDictionary: true, rows, present: null, count: rows, bytes };
  if (!isOptional) return { encoding: v1.encoding, isDictionary: false, rows, present: null, count: rows, bytes };
  if (bytes.length < 4) throw new Error('a page without its levels');
  const to = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const present = presentIn(bytes, { from: 4, to, width: 1 }, rows);
  return { encoding: v1.encoding, isDictionary: false, rows, ...counted(present, rows), bytes: bytes.subarray(to) };
}

function presentIn(bytes: Uint8Array, levels: Parameters<typeof readRuns>[1], rows: number): Uint8Array | null {
  if (levels.to > bytes.length) throw new Error('a page without its levels');
  const present = new Uint8Array(rows);
  readRuns(bytes, levels, present);
  return present.includes(0) ? present : null;
}

function counted(present: Uint8Array | null, rows: number): Pick<FlatPage, 'present' | 'count'> {
  return { present, count: present ? present.reduce((sum, one) => sum + one, 0) : rows };
}

/** The places that the values of a page have in its dictionary. */
export function placesIn({ bytes, count }: FlatPage, size: number): Int32Array {
  const places = new Int32Array(count);
  if (count === 0) return places;
  const width = bytes[0] ?? 0;
  if (width > 32) throw new Error('its places are too wide');
  readRuns(bytes, { from: 1, to: bytes.length, width }, places);
  for (const place of places) if (place < 0 || place >= size) throw new Error('a place outside its dictionary');
  return places;
}
