import { open, type FileHandle } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { refuse } from './fileBytes.ts';
import { readColumn, readGroup, type OpenFile } from './parquetGroup.ts';
import { readHead } from './parquetHead.ts';
import type { FileHead, GroupColumns, PhysicalColumn, ReadAnswer, ReadRequest, Refusal } from './tableMessages.ts';

interface Opened extends OpenFile {
  readonly head: FileHead;
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
    ([value, moved]) => parentPort?.postMessage(value, moved),
    (error: unknown) => parentPort?.postMessage({ refused: refusalOf(error) } satisfies ReadAnswer),
  );
});

async function answer({
  file: name,
  stamp,
  group,
  columns = [],
  isFlat,
}: ReadRequest): Promise<[ReadAnswer, ArrayBuffer[]]> {
  if (group === undefined) return [{ head: (await openNow(name)).head }, []];
  const file = opened.get(name) ?? (await openFile(name));
  if (stamp !== file.head.stamp) throw refuse('table_changed', 'another file has its name now');
  if (isFlat) {
    const column = await readColumn(file, group, columns[0] ?? 0);
    return [{ column }, buffersOf(column)];
  }
  const found = await readGroup(file, group, columns);
  return [{ columns: found }, groupBuffersOf(found)];
}

function buffersOf(column: PhysicalColumn): ArrayBuffer[] {
  if (column instanceof Float64Array) return transferable(column);
  if ('longs' in column) return [column.longs, column.nulls].flatMap(transferable);
  if ('values' in column) return groupBuffersOf([column.values]);
  const pieces = column.pieces.flatMap(({ bytes, starts, ends }) => [bytes, starts, ends]);
  return [column.places, ...pieces].flatMap(transferable);
}

const groupBuffersOf = (columns: GroupColumns): ArrayBuffer[] =>
  columns.flatMap(column => (column instanceof Float64Array ? transferable(column) : []));

const transferable = ({ buffer }: ArrayBufferView): ArrayBuffer[] => (buffer instanceof ArrayBuffer ? [buffer] : []);

/** What stands under the name now. */
async function openNow(name: string): Promise<Opened> {
  const known = opened.get(name);
  if (!known) return openFile(name);
  if ((await stampOf(name)) === known.head.stamp) return known;
  opened.delete(name);
  await known.handle.close();
  return openFile(name);
}

async function stampOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    return (await statOf(handle)).stamp;
  } finally {
    await handle.close();
  }
}

async function statOf(handle: FileHandle): Promise<{ stamp: string; size: number }> {
  const { ino, size, mtimeNs } = await handle.stat({ bigint: true });
  return { stamp: `${ino} ${size} ${mtimeNs}`, size: Number(size) };
}

async function openFile(file: string): Promise<Opened> {
  const handle = await open(file, 'r');
  try {
    const { stamp, size } = await statOf(handle);
    const { head, metadata } = await readHead(handle, size);
    const found = { handle, metadata, head: { ...head, stamp } };
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

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { code: 'table_corrupt', why: String(error) };
  const code = Object.hasOwn(error, 'code') && 'code' in error ? String(error.code) : 'table_corrupt';
  return { code, why: error.message };
}
