import type { ColumnMetaData } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

/**
 * Throws when what the pages of a column chunk say of themselves cannot be: hyparquet believes them, and a wrong count
 * makes it loop for ever or fill the memory. `bytes`: the chunk's own.
 */
export function checkPages(bytes: ArrayBuffer, { num_values: expected }: ColumnMetaData): void {
  const reader = { view: new DataView(bytes), offset: 0 };
  let values = 0;
  // Some writers pad a chunk.
  while (values < Number(expected)) {
    if (reader.offset >= bytes.byteLength) throw new Error(`${values} values where ${expected} are told`);
    const header = parquetHeader(reader);
    const data = header.data_page_header_v2 ?? header.data_page_header;
    checkPage(header, { room: bytes.byteLength - reader.offset, left: Number(expected) - values });
    reader.offset += header.compressed_page_size;
    if (data) values += data.num_values;
  }
}

export type Header = ReturnType<typeof parquetHeader>;

/** `room`: bytes that its chunk has after the header; `left`: its values that are in no page before. */
export function checkPage(header: Header, { room, left }: { readonly room: number; readonly left: number }): void {
  const { compressed_page_size: size, uncompressed_page_size: full } = header;
  const data = header.data_page_header_v2 ?? header.data_page_header;
  const count = (data ?? header.dictionary_page_header)?.num_values ?? 0;
  const isWhole = [size, full, count].every(one => Number.isInteger(one) && one >= 0) && size <= room;
  if (!isWhole || !isPossible(header, left)) throw new Error('a page contradicts its column');
}

function isPossible(header: Header, left: number): boolean {
  const { data_page_header: v1, data_page_header_v2: v2, uncompressed_page_size: full } = header;
  if (header.type === 'DICTIONARY_PAGE') return (header.dictionary_page_header?.num_values ?? -1) <= full;
  if (header.type === 'DATA_PAGE') return v1 !== undefined && v1.num_values <= left;
  if (header.type !== 'DATA_PAGE_V2' || v2 === undefined) return header.type === 'INDEX_PAGE';
  const { num_values: count, num_nulls: nulls, num_rows: rows } = v2;
  const levels = [v2.definition_levels_byte_length, v2.repetition_levels_byte_length ?? 0];
  return (
    count <= left &&
    nulls >= 0 &&
    nulls <= count &&
    rows >= 0 &&
    rows <= count &&
    levels.every(one => one >= 0 && one <= full)
  );
}
