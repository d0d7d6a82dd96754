import { open, type FileHandle } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { checkPages } from './parquetPages.ts';
import { physicalMetadata, placeOf } from './parquetPhysical.ts';
import { PHYSICAL_STATISTICS, statisticsOf } from './parquetStatistics.ts';
import type { FileHead, GroupColumns, ReadAnswer, ReadRequest, Refusal } from './tableMessages.ts';

interface Opened {
  readonly handle: FileHandle;
  readonly stamp: string;
  readonly head: FileHead;
  readonly metadata: FileMetaData;
}

/** Files that stay open: a merge reads a few at a time. */
const MAX_OPEN = 4;
const opened = new Map<string, Opened>();

/**
 * hyparquet 1.31.5 (no dependency, 100 KB): the reader that goes with our writer. In a thread of its own, because some
 * corrupt files make it loop for ever or fill the memory; zstd and gzip are Node's own (no second package).
 */
parentPort?.on('message', (request: ReadRequest) => {
  answer(request).then(
    ([value, moved]) => parentPort?.postMessage({ value } satisfies ReadAnswer, moved),
    (error: unknown) => parentPort?.postMessage({ refused: refusalOf(error) } satisfies ReadAnswer),
  );
});

async function answer(request: ReadRequest): Promise<[FileHead | GroupColumns, ArrayBuffer[]]> {
  const file = opened.get(request.file) ?? (await openFile(request.file));
  if (request.group === undefined) {
    // Opened again: what stands under the name now is what is wanted.
    const fresh = (await stampOf(request.file)) === file.stamp ? file : await reopen(request.file);
    return [fresh.head, []];
  }
  if (request.stamp !== file.stamp) throw refuse('table_changed', 'another file has its name now');
  const columns = await readGroup(file, request.group, request.columns ?? []);
  return [columns, columns.flatMap(column => (column instanceof Float64Array ? transferable(column) : []))];
}

const transferable = ({ buffer }: Float64Array): ArrayBuffer[] => (buffer instanceof ArrayBuffer ? [buffer] : []);

async function reopen(file: string): Promise<Opened> {
  await opened.get(file)?.handle.close();
  opened.delete(file);
  return openFile(file);
}

async function stampOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    return await stampOfHandle(handle);
  } finally {
    await handle.close();
  }
}

async function stampOfHandle(handle: FileHandle): Promise<string> {
  const { ino, size, mtimeNs } = await handle.stat({ bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

async function openFile(file: string): Promise<Opened> {
  const handle = await open(file, 'r');
  try {
    const made = { handle, stamp: await stampOfHandle(handle), ...(await readHead(handle)) };
    const found = { ...made, head: { ...made.head, stamp: made.stamp } };
    opened.set(file, found);
    for (const [name, { handle: old }] of opened) {
      if (opened.size <= MAX_OPEN) break;
      opened.delete(name);
      await old.close();
    }
    return found;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const MAGIC = 'PAR1';

async function readHead(handle: FileHandle): Promise<{ head: Omit<FileHead, 'stamp'>; metadata: FileMetaData }> {
  const { size } = await handle.stat();
  const first = Buffer.from(await slice(handle, 0, Math.min(4, size))).toString('latin1');
  const last = Buffer.from(await slice(handle, Math.max(0, size - 4), size)).toString('latin1');
  if (first !== MAGIC) throw refuse(first === 'PARE' ? 'table_encrypted' : 'table_not_parquet', 'no PAR1 at its start');
  if (last !== MAGIC || size < 12) throw refuse('table_cut', 'no footer at its end');
  const raw = await parquetMetadataAsync(bufferOf(handle, size), { geoparquet: false, parsers: PHYSICAL_STATISTICS });
  const metadata = physicalMetadata(raw, size);
  const notes = Object.fromEntries((raw.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? '']));
  return {
    metadata,
    head: {
      schema: raw.schema.map(element => ({ ...element })),
      groups: raw.row_groups.map(({ num_rows: rows }) => Number(rows)),
      notes,
      bounds: boundsOf(raw),
      statistics: statisticsOf(raw),
    },
  };
}

function boundsOf({ row_groups: groups }: FileMetaData): FileHead['bounds'] {
  const leaves = groups[0]?.columns.length ?? 0;
  return Array.from({ length: leaves }, (_, leaf) => {
    let bounds: [bigint, bigint] | null = null;
    for (const { columns } of groups) {
      const { min_value: min, max_value: max, null_count: nulls } = columns[leaf]?.meta_data?.statistics ?? {};
      if (min === undefined && nulls !== undefined && nulls === columns[leaf]?.meta_data?.num_values) continue;
      if (typeof min !== 'bigint' || typeof max !== 'bigint') return null;
      bounds = [bounds && bounds[0] < min ? bounds[0] : min, bounds && bounds[1] > max ? bounds[1] : max];
    }
    return bounds;
  });
}

const DECOMPRESSORS = {
  GZIP: (bytes: Uint8Array, size: number) => gunzipSync(bytes, { maxOutputLength: Math.max(1, size) }),
  ZSTD: (bytes: Uint8Array, size: number) => zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, size) }),
};

async function readGroup({ handle, metadata }: Opened, at: number, columns: readonly number[]): Promise<GroupColumns> {
  const group = metadata.row_groups[at];
  if (!group) throw refuse('table_corrupt', `no row group ${at}`);
  const rows = Number(group.num_rows);
  const names = columns.map(column => `f${column}`);
  for (const { meta_data: chunk } of group.columns)
    if (chunk && names.includes(chunk.path_in_schema[0] ?? ''))
      checkPages(await slice(handle, ...placeOf(chunk)), chunk);
  const found = new Map(names.map((name): [string, ArrayLike<unknown>[]] => [name, []]));
  if (rows > 0)
    await parquetRead({
      file: bufferOf(handle, (await handle.stat()).size),
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

function bufferOf(handle: FileHandle, byteLength: number) {
  return { byteLength, slice: (from: number, to = byteLength) => slice(handle, from, to) };
}

async function slice(handle: FileHandle, from: number, to: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) throw refuse('table_cut', `it ends at byte ${from + filled}`);
    filled += bytesRead;
  }
  return bytes.buffer;
}

const refuse = (code: string, why: string): Error => Object.assign(new Error(why), { code });

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { code: 'table_corrupt', why: String(error) };
  const code = Object.hasOwn(error, 'code') && 'code' in error ? String(error.code) : 'table_corrupt';
  return { code, why: error.message };
}
