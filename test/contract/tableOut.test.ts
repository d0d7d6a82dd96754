import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportTable } from '../../src/adapters/composeTableExport.ts';
import { createTableViews } from '../../src/adapters/composeTables.ts';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableVerbs } from '../../src/engineHost/tableVerbs.ts';
import { arrange, type Arranging } from '../../src/engine/tableView/arrange.ts';
import { copyRows } from '../../src/engine/tableView/copyRows.ts';
import type { TableColumn } from '../../src/engine/ports.ts';
import type { TableView } from '../../src/engine/tableView/tableView.ts';
import type { TableExportFormat, TableQuery } from '../../src/model/tableView/table.ts';
import { ExactDecimal, type Row } from '../../src/model/table/value.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'table-out-'));
const file = path.join(folder, 'open.parquet');
const views = createTableViews();
let view: TableView;

const COLUMNS: readonly TableColumn[] = [
  { name: 'id', type: { kind: 'integer', isLong: true } },
  { name: 'fare', type: { kind: 'decimal', precision: 9, scale: 2 } },
  { name: 'at', type: { kind: 'timestamp', isZoned: true, unit: 'nanos' } },
  { name: 'note', type: { kind: 'text' } },
  { name: 'ratio', type: { kind: 'float' } },
  { name: 'tags', type: { kind: 'list', element: { kind: 'text' } } },
];
const ROWS = Array.from({ length: 25_000 }, (_, at): Row => ({
  id: at === 7 ? 9007199254740993n : at,
  fare: new ExactDecimal(String((at % 100) / 4)),
  at: '2026-11-22T08:00:00.123456789Z',
  note: at % 3 === 0 ? null : at % 3 === 1 ? '' : '=1+"x",\n',
  ratio: Math.fround(at / 10),
  tags: at % 2 === 0 ? null : ['a', null],
}));

beforeAll(async () => {
  const table = await openParquetFile({ folder, name: 'open.parquet' }, { columns: COLUMNS });
  await table.append(ROWS);
  await table.publish();
  view = await views.open(file);
});
afterAll(() => {
  views.close();
  rmSync(folder, { recursive: true, force: true });
});

const QUERY: TableQuery = {
  filters: [{ column: 1, text: '> 24' }],
  sort: [{ column: 0, isDescending: true }],
};
const ALL: TableQuery = { filters: [], sort: [] };
const columns = COLUMNS.map((_, at) => at);

async function exported(
  format: TableExportFormat,
  query: TableQuery,
  { name = `out.${format}`, work = {} as Arranging } = {},
) {
  const target = path.join(folder, name);
  const arranged = await arrange(view, query);
  const told = await exportTable(view, { columns, format, file: target }, { arranged, work });
  return { ...told, target };
}

describe('what is exported', { timeout: 60_000 }, () => {
  test('to Parquet is the same, row by row', async () => {
    const { rows, bytes, target } = await exported('parquet', ALL);
    expect([rows, bytes]).toEqual([25_000, readFileSync(target).length]);
    const again = await views.open(target);
    expect(again.head.columns).toEqual(view.head.columns);
    const request = { columns, from: 0, count: 25_000, as: 'csv', hasHeader: true } as const;
    const whole = await copyRows(view, { order: null, rows: 25_000 }, request, {});
    expect(await copyRows(again, { order: null, rows: 25_000 }, request, {})).toEqual(whole);
  });

  test('to Parquet keeps the bits of its integers', async () => {
    const small = path.join(folder, 'small.parquet');
    const bits = [8, 16, 32, undefined] as const;
    const narrow = bits.map((size): TableColumn => {
      return { name: `of${size ?? 64}`, type: { kind: 'integer', ...(size && { bits: size }) } };
    });
    const table = await openParquetFile({ folder, name: 'small.parquet' }, { columns: narrow });
    const row = (value: number): Row => ({ of8: value, of16: 100 * value, of32: 2 ** 31 - 1, of64: value });
    await table.append([row(-128), { of8: null, of16: null, of32: null, of64: null }, row(127)]);
    await table.publish();
    const own = await views.open(small);
    const types = ['int8', 'int16', 'int32', 'int64'];
    expect(own.head.columns.map(({ type }) => type)).toEqual(types);
    const target = path.join(folder, 'small-out.parquet');
    const asked = { columns: [0, 1, 2, 3], format: 'parquet', file: target } as const;
    await exportTable(own, asked, { arranged: await arrange(own, ALL), work: {} });
    const again = await views.open(target);
    expect(again.head.columns.map(({ type }) => type)).toEqual(types);
    const request = { columns: [0, 1, 2, 3], from: 0, count: 3, as: 'csv', hasHeader: false } as const;
    const { text } = await copyRows(again, { order: null, rows: 3 }, request, {});
    expect(text.split(/\r?\n/)).toEqual(['-128,-12800,2147483647,-128', ',,,', '127,12700,2147483647,127', '']);
  });

  test('to CSV and to JSON Lines is filtered and sorted, with all digits', async () => {
    const csv = await exported('csv', QUERY);
    expect(csv.rows).toBe(750);
    const [header, first] = readFileSync(csv.target, 'utf8').split('\n');
    expect(header).toBe('id,fare,at,note,ratio,tags');
    expect(first).toBe('24999,24.75,2026-11-22T08:00:00.123456789Z,,2499.9,"[""a"",null]"');
    const lines = await exported('jsonl', { ...QUERY, filters: [{ column: 0, text: '9007199254740993' }] });
    expect(readFileSync(lines.target, 'utf8')).toBe(
      '{"id":9007199254740993,"fare":1.75,"at":"2026-11-22T08:00:00.123456789Z","note":"","ratio":0.7,"tags":["a",null]}\n',
    );
    const nothing = await exported('csv', { ...ALL, filters: [{ column: 0, text: '-1' }] }, { name: 'none.csv' });
    expect(readFileSync(nothing.target, 'utf8')).toBe('id,fare,at,note,ratio,tags\n');
  });

  test('leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController();
    const work = { signal: stop.signal, onProgress: () => stop.abort() };
    await expect(exported('csv', ALL, { name: 'stopped.csv', work })).rejects.toMatchObject({
      problem: { code: 'table_stopped' },
    });
    expect(readdirSync(folder).filter(name => name.includes('stopped'))).toEqual([]);
  });

  test('never goes over the table that is open, by whatever name', async () => {
    linkSync(file, path.join(folder, 'link.parquet'));
    for (const name of ['open.parquet', 'link.parquet', './x/../open.parquet'])
      await expect(exported('parquet', ALL, { name })).rejects.toMatchObject({
        problem: { code: 'export_over_table' },
      });
  });
});

describe('what is copied', { timeout: 60_000 }, () => {
  test('is a part of the query, in its order', async () => {
    const request = { columns: [0, 3], from: 1, count: 3, as: 'tsv', hasHeader: true } as const;
    const copied = await copyRows(view, await arrange(view, QUERY), request, {});
    expect(copied).toEqual({ rows: 3, text: 'id\tnote\n24998\t"=1+""x"",\n"\n24997\t""\n24899\t"=1+""x"",\n"\n' });
  });

  test('is whole rows, as many as find room', async () => {
    const request = { columns: [0], from: 0, count: 25_000, as: 'csv', hasHeader: false, mostUnits: 20 } as const;
    const { text, rows } = await copyRows(view, { order: null, rows: 25_000 }, request, {});
    expect([text, rows]).toEqual(['0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n', 6]);
  });
});

describe('the engine process', { timeout: 60_000 }, () => {
  test('copies, exports and tells what a table is like, and how far it is', async () => {
    const moved: string[] = [];
    const { verbs, close } = createTableVerbs(() => ({ tableMoved: ({ id }) => void moved.push(id) }));
    const table = 't';
    await verbs.openTable({ table, path: file, id: 'open' });
    const asked = { table, query: QUERY, columns: [0] };
    const copied = await verbs.copyTable({ ...asked, id: 'copy', from: 0, count: 1, as: 'json', hasHeader: true });
    expect(copied).toEqual({ rows: 1, text: '[\n  {"id":24999}\n]\n' });
    const target = path.join(folder, 'verb.jsonl');
    expect(await verbs.exportTable({ ...asked, id: 'export', format: 'jsonl', file: target })).toMatchObject({
      rows: 750,
    });
    expect(readFileSync(target, 'utf8').split('\n')[0]).toBe('{"id":24999}');
    const insight = await verbs.tableInsight({ table, id: 'look', query: QUERY, column: 1 });
    expect(insight).toMatchObject({ rows: 750, nulls: 0, distinct: 3, min: '24.25', max: '24.75', median: '24.50' });
    expect(await verbs.tableLayout({ table, file: 0 })).toMatchObject({ file: 'open.parquet', groups: [{}, {}, {}] });
    expect(await verbs.tableGroupLayout({ table, file: 0, group: 2 })).toMatchObject([
      { column: 'id', values: 5000 },
      {},
      {},
      {},
      {},
      {},
    ]);
    expect(await verbs.tableNote({ table, file: 0, note: 7 })).toBeNull();
    expect(moved).toContain('export');
    await close();
  });
});
