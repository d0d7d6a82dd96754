import type { TableFile } from '../../engine/ports.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isList, isStruct, type Row } from '../../model/table/value.ts';
import { openParquetFile } from './parquetFile.ts';
import type { PerformWrite } from './writerMessages.ts';

/** Rows come as text and leave as row groups, in the thread where this is called; one request after the other. */
export function createWrites(): PerformWrite {
  const tables = new Map<number, TableFile>();
  let last: Promise<unknown> = Promise.resolve();

  const perform: PerformWrite = async request => {
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
    // A table that could not be published is discarded next.
    const published = request.end === 'publish' ? await table.publish() : await table.discard();
    tables.delete(request.table);
    return published ?? null;
  };

  return request => {
    const performed = last.then(() => perform(request));
    last = performed.catch(() => undefined);
    return performed;
  };
}

function rowsOf(text: string): readonly Row[] {
  const rows = parseExactJson(text);
  return isList(rows) ? rows.filter(isStruct) : [];
}
