// The writing thread's entry: rows come as text and leave as row groups, while the thread that read them reads on.
import { parentPort } from 'node:worker_threads';
import type { TableFile } from '../../engine/ports.ts';
import { toProblem } from '../../model/problem.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isList, isStruct, type Row } from '../../model/table/value.ts';
import { openParquetFile } from './parquetFile.ts';
import type { Published, WriteAnswer, WriteRequest } from './writerMessages.ts';

const tables = new Map<number, TableFile>();
let last = Promise.resolve();

parentPort?.on('message', (request: WriteRequest) => {
  last = last.then(async () => {
    const answer: WriteAnswer = await perform(request).then(
      value => ({ value }),
      (error: unknown) => ({ problem: toProblem(error) }),
    );
    parentPort?.postMessage(answer);
  });
});

async function perform(request: WriteRequest): Promise<Published | null> {
  if ('open' in request) {
    tables.set(request.table, await openParquetFile(request.open.place, request.open.options));
    return null;
  }
  const table = tables.get(request.table);
  if (!table) throw new Error('the thread that had it is lost');
  if ('append' in request) {
    await table.append(rowsOf(request.append));
    return null;
  }
  if (request.end === 'publish') return finish(request.table, table.publish());
  await finish(request.table, table.discard());
  return null;
}

/** A table that could not be published is discarded next. */
async function finish<Result>(table: number, ending: Promise<Result>): Promise<Result> {
  const result = await ending;
  tables.delete(table);
  return result;
}

function rowsOf(text: string): readonly Row[] {
  const rows = parseExactJson(text);
  return isList(rows) ? rows.filter(isStruct) : [];
}
