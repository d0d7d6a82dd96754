import path from 'node:path';
import type { GroupFacts, TableReader, ViewReader } from '../../engine/ports.ts';
import { fail } from '../../model/problem.ts';
import type { Row } from '../../model/table/value.ts';
import { columnsOf, type FileColumn } from './parquetTypes.ts';
import { factsOf, valuesOf } from './tableColumns.ts';
import { createReadingThread, type RestRoom } from './readingThread.ts';
import { viewReaderOf } from './view/viewReader.ts';
import type { FileHead, GroupColumns, PhysicalColumn, ReadRequest, Refusal } from './tableMessages.ts';

/** A row group of a million rows takes some seconds; a corrupt one may take for ever. */
const DEADLINE_MS = 30_000;

/** Rows are handed on so many at a time, however large the file's own groups are. */
const BATCH_ROWS = 10_000;

export interface TableReading {
  openTableFile(file: string): Promise<ViewReader>;
  close(): void;
}

export interface ReadingOptions {
  readonly deadlineMs?: number;
  /** Where its thread rests. */
  readonly room?: RestRoom;
}

/** One thread reads all files, one row group at a time; it is started by the first, and again when it was lost. */
export function createTableReading({ deadlineMs = DEADLINE_MS, room }: ReadingOptions = {}): TableReading {
  const thread = createReadingThread(deadlineMs, room);
  return {
    close: thread.close,
    async openTableFile(file) {
      const absolute = path.resolve(file);
      const ask = async (request: Omit<ReadRequest, 'file'>) => {
        const answer = await thread.ask({ ...request, file: absolute });
        if ('refused' in answer) throw problemOf(answer.refused, file);
        return answer;
      };
      const answer = await ask({});
      if (!('head' in answer)) throw new TypeError('a head was asked for');
      const { head } = answer;
      const reader = readerOf(head, file, {
        async group(group, columns) {
          const found = await ask({ stamp: head.stamp, group, columns });
          if (!('columns' in found)) throw new TypeError('columns were asked for');
          return found.columns;
        },
        async column(group, column) {
          const found = await ask({ stamp: head.stamp, group, columns: [column], isFlat: true });
          if (!('column' in found)) throw new TypeError('a column was asked for');
          return found.column;
        },
      });
      const view = viewReaderOf(head, async (group, view) => {
        const found = await thread.ask({ stamp: head.stamp, group, view, file: absolute });
        if ('view' in found) return found.view;
        if (!('refused' in found)) throw new TypeError('a view was asked for');
        const { refused } = found;
        const thrown = problemOf(refused, file);
        if (refused.at === undefined) throw thrown;
        return { lost: thrown.problem, at: refused.at };
      });
      return Object.assign(reader, view);
    },
  };
}

interface Asking {
  group(group: number, columns: readonly number[]): Promise<GroupColumns>;
  column(group: number, column: number): Promise<PhysicalColumn>;
}

function readerOf(head: FileHead, file: string, ask: Asking): TableReader {
  const columns = columnsOf(head.schema, head.bounds);
  const places = (names: readonly string[] | undefined): readonly number[] =>
    names === undefined ? columns.map((_, at) => at) : names.map(name => placeOf(columns, name, file));
  let facts: readonly GroupFacts[] | undefined;
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: head.groups.reduce((sum, rows) => sum + rows, 0),
    notes: head.notes,
    get facts() {
      return (facts ??= factsOf(head, columns));
    },
    async column(group, name) {
      const at = placeOf(columns, name, file);
      return valuesOf(await ask.column(group, at), columns[at]);
    },
    async *groups(names, only) {
      const wanted = places(names);
      for (const [group, rows] of head.groups.entries()) {
        if (only !== undefined && only !== group) continue;
        const found = await ask.group(group, wanted);
        for (let from = 0; from < rows; from += BATCH_ROWS)
          yield rowsOf(found, { columns: wanted.map(at => columns[at]), from, to: Math.min(rows, from + BATCH_ROWS) });
      }
    },
    async read({ columns: names, from, count }) {
      const wanted = places(names);
      const rows: Row[] = [];
      let start = 0;
      for (const [group, size] of head.groups.entries()) {
        const [first, last] = [Math.max(0, from - start), Math.min(size, from + count - start)];
        if (first < last) {
          const found = await ask.group(group, wanted);
          rows.push(...rowsOf(found, { columns: wanted.map(at => columns[at]), from: first, to: last }));
        }
        start += size;
      }
      return rows;
    },
    close: async () => undefined,
  };
}

function placeOf(columns: readonly FileColumn[], name: string, file: string): number {
  const place = columns.findIndex(column => column.name === name);
  if (place < 0) throw fail('config', 'column_missing', { path: file, column: name });
  return place;
}

interface Slice {
  readonly columns: readonly (FileColumn | undefined)[];
  readonly from: number;
  readonly to: number;
}

function rowsOf(found: GroupColumns, { columns, from, to }: Slice): Row[] {
  const rows: Record<string, Row[string]>[] = Array.from({ length: to - from }, () => ({}));
  for (const [at, column] of columns.entries()) {
    const values = found[at];
    if (!column || !values) continue;
    const { name, decode } = column;
    const isPlain = name !== '__proto__';
    for (const [place, row] of rows.entries()) {
      const value = decode(values[from + place]);
      if (isPlain) row[name] = value;
      else Object.defineProperty(row, name, { value, enumerable: true });
    }
  }
  return rows;
}

function problemOf({ code, why }: Refusal, file: string) {
  const refused = REFUSALS[code];
  if (code === 'table_closed') return fail('system', code);
  if (code === 'table_too_slow') return fail('data', code, { path: file, seconds: why });
  if (refused) return fail('config', refused, { path: file });
  return fail('data', code.startsWith('table_') ? code : 'table_corrupt', { path: file, why });
}

/** What the system says, of a file that somebody named. */
const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: 'table_missing',
  ENOTDIR: 'table_missing',
  EISDIR: 'table_is_folder',
  EACCES: 'table_unreadable',
  EPERM: 'table_unreadable',
};
