import { parquetRead } from 'hyparquet';
import { bufferOf, refuse, slice } from './fileBytes.ts';
import { readFlat } from './flat/readFlat.ts';
import type { OpenFile } from './openFiles.ts';
import { DECOMPRESSORS } from './parquetCodecs.ts';
import { checkPages } from './parquetPages.ts';
import { placeOf } from './parquetPhysical.ts';
import type { GroupColumns, PhysicalColumn } from './tableMessages.ts';

/** A file that is open. */
type ReadFile = Pick<OpenFile, 'opened' | 'metadata'>;

const nameOf = (column: number): string => `f${column}`;

function groupOf({ metadata }: ReadFile, at: number) {
  const group = metadata.row_groups[at];
  if (!group) throw refuse('table_corrupt', `no row group ${at}`);
  return group;
}

export async function readGroup(file: ReadFile, at: number, columns: readonly number[]): Promise<GroupColumns> {
  const { opened, metadata } = file;
  const group = groupOf(file, at);
  const rows = Number(group.num_rows);
  const names = columns.map(nameOf);
  for (const { meta_data: chunk } of group.columns)
    if (chunk && names.includes(chunk.path_in_schema[0] ?? '')) checkPages(slice(opened, ...placeOf(chunk)), chunk);
  const found = new Map(names.map((name): [string, ArrayLike<unknown>[]] => [name, []]));
  if (rows > 0)
    await parquetRead({
      file: bufferOf(opened),
      metadata: { ...metadata, row_groups: [group], num_rows: group.num_rows },
      columns: names,
      compressors: DECOMPRESSORS,
      utf8: false,
      // Of INT96, the one type that it converts by its physical type.
      parsers: { timestampFromNanoseconds: (nanos: bigint) => nanos },
      onChunk: ({ columnName, columnData }) => void found.get(columnName)?.push(columnData),
    });
  return names.map(name => packed(joined(found.get(name) ?? [], rows)));
}

function joined(chunks: readonly ArrayLike<unknown>[], rows: number): ArrayLike<unknown> {
  const [first = []] = chunks;
  const all = chunks.length > 1 ? chunks.flatMap(chunk => Array.from(chunk)) : first;
  if (all.length !== rows) throw refuse('table_corrupt', `${all.length} values for ${rows} rows`);
  return all;
}

/** A BigInt costs ten times what a double costs on its way between threads. */
function packed(values: ArrayLike<unknown>): ArrayLike<unknown> {
  const isWhole = typeof values[0] === 'bigint' || values instanceof BigInt64Array;
  if (!isWhole) return ArrayBuffer.isView(values) ? Array.from(values) : values;
  const numbers = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    const number = value === null || value === undefined ? NaN : Number(value);
    if (!Number.isSafeInteger(number) && !Number.isNaN(number)) return Array.from(values);
    numbers[at] = number;
  }
  return numbers;
}

/** One column alone: fast when it is flat. */
export async function readColumn(file: ReadFile, at: number, column: number): Promise<PhysicalColumn> {
  const { columns, num_rows: rows } = groupOf(file, at);
  const leaf = columns.findIndex(({ meta_data: meta }) => meta?.path_in_schema[0] === nameOf(column));
  const element = file.metadata.schema.filter(({ num_children: children }) => !children)[leaf];
  const meta = columns[leaf]?.meta_data;
  if (meta?.path_in_schema.length === 1 && element) {
    const bytes = slice(file.opened, ...placeOf(meta));
    checkPages(bytes, meta);
    const flat = readFlat({ bytes, meta, element, rows: Number(rows) });
    if (flat) return flat;
  }
  const [values = []] = await readGroup(file, at, [column]);
  return { values };
}
