import { parentPort } from 'node:worker_threads';
import { refuse, stampOf } from './fileBytes.ts';
import { createOpenFiles } from './openFiles.ts';
import { readColumn, readGroup } from './parquetGroup.ts';
import { answerView } from './view/viewWork.ts';
import type { GroupColumns, PhysicalColumn, ReadAnswer, ReadRequest, Refusal } from './tableMessages.ts';

const files = createOpenFiles();

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
  view,
}: ReadRequest): Promise<[ReadAnswer, ArrayBuffer[]]> {
  if (group === undefined) return [{ head: (await files.openNow(name)).head }, []];
  const file = await files.opened(name);
  if (stamp !== file.head.stamp) throw refuse('table_changed', 'another file has its name now');
  if (view) {
    // What is open stays readable when it was replaced, and would be shown as if it were still there.
    if (stampOf(name) !== stamp) throw refuse('table_changed', 'another file has its name now');
    const [found, moved] = await answerView(file, group, view);
    return [{ view: found }, moved];
  }
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

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Error)) return { code: 'table_corrupt', why: String(error) };
  const code = Object.hasOwn(error, 'code') && 'code' in error ? String(error.code) : 'table_corrupt';
  return { code, why: error.message };
}
