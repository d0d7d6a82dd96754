import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, expect, test } from 'vitest';
import { createTableViews } from '../../src/adapters/composeTables.ts';
import { arrange } from '../../src/engine/tableView/arrange.ts';
import { readSlice } from '../../src/engine/tableView/readCells.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'one-group-'));
const views = createTableViews();
afterAll(() => {
  views.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROWS = 1_000_000;
const MB = 2 ** 20;
/** All values of its three columns as what a naive reader makes of them take some 300 MB. */
const MOST_MB = 200;

test('a million rows in one row group are looked at without all of them in memory', { timeout: 300_000 }, async () => {
  const file = path.join(folder, 'one.parquet');
  const made = <T>(value: (at: number) => T): T[] => Array.from({ length: ROWS }, (_, at) => value(at));
  const columnData = [
    { name: 'id', type: 'INT64', data: made(BigInt) },
    { name: 'stop', type: 'STRING', data: made(at => `stop ${at % 5000} of line ${at % 17}`) },
    { name: 'delay', type: 'DOUBLE', data: made(at => ((at * 7919) % ROWS) / 10) },
  ] as const;
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData: [...columnData], rowGroupSize: ROWS })));
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 20);
  const began = performance.now();
  const times: string[] = [];
  const took = (what: string) => times.push(`${what} ${Math.round(performance.now() - began)} ms`);
  const view = await views.open(file);
  expect(view.head.totals).toMatchObject({ files: 1, groups: 1 });
  const columns = [0, 1, 2];
  const all = await arrange(view, { filters: [], sort: [] });
  const first = await readSlice(view, all, { columns, from: 0, count: 100 });
  expect(first.cells[7]).toEqual(['7', 'stop 7 of line 7', '5543.3']);
  took('first rows');
  const far = await readSlice(view, all, { columns, from: 900_000, count: 100 });
  expect([far.numbers[0], far.cells[0]?.[0], far.cells[0]?.[1]]).toEqual([...[900_000, '900000', 'stop 0 of line 3']]);
  took('row 900,000');
  const sorted = await arrange(view, { filters: [], sort: [{ column: 2, isDescending: true }] });
  const top = await readSlice(view, sorted, { columns, from: 0, count: 2 });
  expect(top.cells.map(row => row[2])).toEqual(['99999.9', '99999.8']);
  took('sorted');
  clearInterval(watch);
  console.info(`one row group of ${ROWS} rows: ${times.join(', ')}; ${Math.round(most / MB)} MB at most`);
  expect(most / MB).toBeLessThan(MOST_MB);
});
