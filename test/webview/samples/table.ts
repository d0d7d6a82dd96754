import { fail } from '../../../src/model/problem.ts';
import { readFilter } from '../../../src/model/tableView/filterText.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type { TableColumnView, TableHead, TableHostVerbs, TableQuery } from '../../../src/protocol/table.ts';
import type { Sample, Samples } from '../fakeHost.ts';
import { makeTable, type MadeOptions, type MadeTable } from './madeTable.ts';
import { PART_CASES, partsOf } from './tableParts.ts';

type Host = Handlers<TableHostVerbs>;

/** As long as a real engine process takes for a page of rows, beside other work. */
const ENGINE_MS = 15;
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

const tell = () => Reflect.get(globalThis, 'fakeHost').tell;

/** The rows of a query, in its order; null: all, as they are. */
function arrangeRows({ head, key }: MadeTable, { filters, sort }: TableQuery): Uint32Array | null {
  if (filters.length + sort.length === 0) return null;
  const tests = filters.map(({ column, text }) => ({ column, holds: holdsOf(text, head.columns[column]) }));
  const rows = Uint32Array.from({ length: head.rows }, (_, row) => row).filter(row =>
    tests.every(({ column, holds }) => holds(key(row, column))),
  );
  const keys = sort.map(({ column, isDescending }) => ({
    way: isDescending ? -1 : 1,
    of: new Map(Array.from(rows, row => [row, key(row, column)])),
  }));
  return rows.sort((a, b) => {
    for (const { way, of } of keys) {
      const [x, y] = [of.get(a) ?? null, of.get(b) ?? null];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return x < y ? -way : way;
    }
    return a - b;
  });
}

/** As the engine reads it; only numbers are compared as numbers here. */
function holdsOf(text: string, column: TableColumnView | undefined): (key: number | string | null) => boolean {
  if (column === undefined) return () => true;
  const read = readFilter(text, column.kind);
  if ('fault' in read) throw fail('usage', read.fault.code, { ...read.fault.params, column: column.name });
  const { filter } = read;
  if (filter === null) return () => true;
  if (filter.test === 'null') return key => (key === null) !== filter.isNegated;
  if (filter.test === 'part') return key => key !== null && String(key).toLowerCase().includes(filter.text);
  if (filter.test !== 'range') return key => key !== null;
  const { low, high } = filter;
  const plain = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? value : Number(value));
  return key =>
    key !== null &&
    (low === null || (low.isOpen ? key > plain(low.value) : key >= plain(low.value))) &&
    (high === null || (high.isOpen ? key < plain(high.value) : key <= plain(high.value)));
}

/** The table is there, and answers as the engine would, after a moment. */
function host(table: MadeTable, more: Partial<Host> = {}): Host {
  const known = new Map<string, Uint32Array | null>();
  const arranged = (query: TableQuery) => {
    const name = JSON.stringify(query);
    if (!known.has(name)) known.set(name, arrangeRows(table, query));
    return known.get(name) ?? null;
  };
  const rowAt = (query: TableQuery, position: number) => arranged(query)?.[position] ?? position;
  return {
    ...partsOf(table, { rowAt, total: query => arranged(query)?.length ?? table.head.rows }),
    open: () => table.head,
    stop: () => undefined,
    dataset: () => (table.head.isFolder ? table.head.name : null),
    showDataset: () => undefined,
    arrange: async ({ id, query }) => {
      for (const done of [0, 0.4, 0.8]) {
        await wait(ENGINE_MS);
        tell().moved({ id, done: Math.round(done * table.head.rows), total: table.head.rows });
      }
      return { rows: arranged(query)?.length ?? table.head.rows, ms: 38 };
    },
    rows: async ({ query, columns, from, count }) => {
      await wait(ENGINE_MS);
      const most = arranged(query)?.length ?? table.head.rows;
      const length = Math.max(0, Math.min(count, most - from));
      const numbers = Array.from({ length }, (_, at) => rowAt(query, from + at));
      const isBroken = (column: number) => table.head.columns[column]?.problem !== null;
      const cells = numbers.map(row => columns.map(column => (isBroken(column) ? null : table.cell(row, column))));
      return { from, numbers, cells, failures: [] };
    },
    position: ({ query, row }) => {
      const rows = arranged(query);
      if (rows === null) return row;
      const position = rows.indexOf(row);
      return position < 0 ? null : position;
    },
    cell: async ({ row, column }) => {
      await wait(ENGINE_MS);
      const cell = table.cell(row, column);
      const isNested = table.head.columns[column]?.kind === 'nested' && typeof cell === 'string';
      return isNested ? JSON.stringify(JSON.parse(cell), undefined, 2) : cell;
    },
    ...more,
  };
}

const sample = (options: Partial<MadeOptions> = {}, more: Partial<Host> = {}): Sample<TableHostVerbs> => ({
  handlers: host(makeTable({ rows: 20_000, columns: 12, ...options }), more),
});

const refuse =
  (kind: Parameters<typeof fail>[0], code: string, params = {}) =>
  () => {
    throw fail(kind, code, params);
  };

const path = '/orva/comptages_velos/part-00000.parquet';
const file: Partial<TableHead> = { path, name: 'part-00000.parquet', isFolder: false };

/** Only what stands against the columns is taken of these. */
const withProblem = (at: number, problem: TableColumnView['problem']): TableColumnView[] =>
  Array.from({ length: at + 1 }, (_, place) => ({
    ...{ name: '', type: '', kind: 'text', isPartition: false, problem: place === at ? problem : null },
  }));

const failingRows: Host['rows'] = ({ columns, from, count }) => {
  const numbers = Array.from({ length: count }, (_, at) => from + at);
  const why = (column: number) => ({ column: `n° ${column}`, why: 'page 12', file: 'part-7.parquet' });
  return {
    ...{ from, numbers, cells: numbers.map(() => columns.map(() => null)) },
    failures: columns
      .filter(column => column === 1 || column === 3)
      .map(column => ({
        ...{ column, rows: [0, 1, 2] },
        problem: { kind: 'data', code: 'column_corrupt_in_file', params: why(column) },
      })),
  };
};

const NESTED = JSON.stringify(
  {
    'a "b"': { deep: { deeper: [{ id: 'ID' }, []] } },
    many: Array.from({ length: 5000 }, (_, at) => at),
    text: 'Ligne 1\nLigne 2, {',
  },
  undefined,
  2,
).replace('"ID"', '12345678901234567890');

const REWRITTEN: Readonly<Record<string, Partial<MadeOptions>>> = {
  fewer: { columns: 3 },
  reversed: { isReversed: true },
};

export const samples: Samples<TableHostVerbs> = {
  plain: () => sample(),
  file: () => sample({ head: file }),
  million: () => sample({ rows: 1_000_000, columns: 50 }),
  /** Written anew while nobody looked: with fewer columns, or with the same ones the other way round. */
  rewritten: () => sample(REWRITTEN[sessionStorage.getItem('rewritten') ?? '']),
  billion: () => sample({ rows: 1_000_000_000, columns: 1000, head: { files: [] } }),
  noRows: () =>
    sample({
      rows: 0,
      head: { ...file, files: [{ at: 0, name: file.name!, file: path, rows: 0, groups: 0, bytes: 812 }] },
    }),
  nested: () => sample({}, { cell: () => NESTED }),
  manyFiles: () =>
    sample({
      head: {
        files: [0, 1, 9998, 9999].map(at => ({
          ...{ at, name: `part-${at}.parquet`, file: `/orva/part-${at}.parquet`, rows: 2, groups: 1, bytes: 900 },
        })),
        unread: Array.from({ length: 30 }, (_, at) => ({
          name: `broken-${at}.parquet`,
          problem: { kind: 'data', code: 'table_not_parquet', params: { path } },
        })),
        totals: { files: 10_000, groups: 10_000, unread: 700, differences: 0 },
      },
    }),
  slowOpen: () =>
    sample(
      {},
      {
        open: async ({ id }) => {
          tell().moved({ id, done: 2000, total: 10_000 });
          return new Promise(() => undefined);
        },
      },
    ),
  noColumns: () => sample({ rows: 3, columns: 0, head: file }),
  failedOpen: () => sample({}, { open: refuse('data', 'table_not_parquet', { path }) }),
  gone: () => sample({}, { open: refuse('data', 'file_not_found', { path }) }),
  engineGone: () => sample({}, { open: refuse('system', 'engine_gone') }),
  rowsFail: () => sample({}, { rows: refuse('data', 'table_not_parquet', { path }) }),
  columnProblem: () =>
    sample({
      head: {
        columns: withProblem(3, { kind: 'config', code: 'column_encrypted', params: { column: 'commentaire' } }),
      },
    }),
  /** In one of the files, which is known once its rows are read. */
  columnsFail: () => sample({}, { rows: failingRows }),
  folder: () =>
    sample({
      head: {
        unread: [
          {
            name: 'partition_date=2026-10-03/part-00000.parquet',
            problem: { kind: 'data', code: 'table_not_parquet', params: { path } },
          },
        ],
        differences: [
          {
            column: 'velos',
            types: [
              { type: 'int32', files: 60, first: 'partition_date=2026-09-16/part-00000.parquet' },
              { type: 'int64', files: 5, first: 'partition_date=2026-11-15/part-00000.parquet' },
              { type: null, files: 1, first: 'partition_date=2026-11-20/part-00000.parquet' },
            ],
          },
          {
            column: 'station',
            types: [
              { type: 'string', files: 65, first: 'partition_date=2026-09-16/part-00000.parquet' },
              { type: 'int32', files: 1, first: 'partition_date=2026-11-20/part-00000.parquet' },
            ],
          },
        ],
      },
    }),
  ...Object.fromEntries(Object.entries(PART_CASES).map(([name, more]) => [name, () => sample({}, more)])),
  /** An order that takes long, until it is stopped. */
  slow: () =>
    sample(
      {},
      {
        arrange: async ({ id }) => {
          tell().moved({ id, done: 4000, total: 20_000 });
          await new Promise(() => undefined);
          return { rows: 0, ms: 0 };
        },
      },
    ),
};
