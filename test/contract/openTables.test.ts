import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableVerbs } from '../../src/engineHost/tableVerbs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'open-tables-'));
const file = path.join(folder, 'a.parquet');
const { verbs, close } = createTableVerbs(() => ({ tableMoved: () => undefined }));
const ALL = { filters: [], sort: [] };
const code = (name: string) => ({ problem: { code: name } });

beforeAll(async () => {
  const place = { folder, name: 'a.parquet' };
  const table = await openParquetFile(place, { columns: [{ name: 'id', type: { kind: 'integer' } }] });
  await table.append([{ id: 1 }, { id: 2 }]);
  await table.publish();
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a table that a page has open', { timeout: 60_000 }, () => {
  test('says of a column, a file or a row group that it has not that it may have changed', async () => {
    const table = 'here';
    await verbs.openTable({ table, path: file, id: 'open' });
    const asked = { table, id: 'work', query: ALL, columns: [0, 1], from: 0, count: 1 };
    const sorted = { filters: [], sort: [{ column: 9, isDescending: false }] };
    for (const work of [
      () => verbs.tableRows(asked),
      () => verbs.tableRows({ ...asked, columns: [0], query: sorted }),
      () => verbs.tableArrange({ ...asked, query: { ...ALL, filters: [{ column: -1, text: '1' }] } }),
      () => verbs.tableFind({ ...asked, text: '1', column: 0, isBackwards: false }),
      () => verbs.tableCell({ table, row: 0, column: 1 }),
      () => verbs.tableInsight({ ...asked, column: 1 }),
      () => verbs.copyTable({ ...asked, as: 'tsv', hasHeader: false }),
      () => verbs.exportTable({ ...asked, format: 'csv', file: path.join(folder, 'out.csv') }),
      () => verbs.tableLayout({ table, file: 1 }),
      () => verbs.tableGroupLayout({ table, file: 0, group: 1 }),
      () => verbs.tableNote({ table, file: -1, note: 0 }),
    ])
      await expect((async () => work())()).rejects.toMatchObject(code('table_place_unknown'));
    expect((await verbs.tableRows({ ...asked, columns: [0] })).cells).toEqual([['1']]);
  });

  test('whose opening is stopped, or which is closed meanwhile, reads none of its other files', async () => {
    const many = path.join(folder, 'many');
    mkdirSync(many);
    for (let at = 0; at < 40; at += 1) copyFileSync(file, path.join(many, `${at}.parquet`));
    const moved = vi.fn<(told: { id: string; done: number; total: number }) => void>();
    const own = createTableVerbs(() => ({ tableMoved: moved }));
    const stops = [() => own.verbs.stopTableWork({ id: 'opening' }), () => own.verbs.closeTable({ table: 'many' })];
    for (const stop of stops) {
      moved.mockImplementation(() => void stop());
      const asked = own.verbs.openTable({ table: 'many', path: many, id: 'opening' });
      await expect(asked).rejects.toMatchObject(code('table_open_stopped'));
      expect(moved.mock.calls.at(-1)?.[0]).toMatchObject({ id: 'opening', total: 40 });
    }
    moved.mockReset();
    const head = await own.verbs.openTable({ table: 'many', path: many, id: 'opening' });
    expect([head.rows, head.totals.files]).toEqual([80, 40]);
    expect((await own.verbs.tableListed({ table: 'many', of: 'files' })).split('\n')).toHaveLength(41);
    await own.close();
  });

  test.skipIf(process.platform !== 'linux')('lets go of its file when it is closed', async () => {
    const table = 'closed';
    const holds = () =>
      readdirSync('/proc/self/fd').filter(fd => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === other;
        } catch {
          return false;
        }
      }).length;
    const other = path.join(folder, 'other.parquet');
    const copy = await openParquetFile(
      { folder, name: 'other.parquet' },
      { columns: [{ name: 'id', type: { kind: 'integer' } }] },
    );
    await copy.append([{ id: 1 }]);
    await copy.publish();
    await verbs.openTable({ table, path: other, id: 'open' });
    await verbs.tableRows({ table, query: ALL, columns: [0], from: 0, count: 1 });
    expect(holds()).toBe(1);
    await verbs.closeTable({ table });
    await vi.waitFor(() => expect(holds()).toBe(0), { timeout: 20_000 });
    const asked = { table, query: ALL, columns: [0], from: 0, count: 1 };
    await expect((async () => verbs.tableRows(asked))()).rejects.toMatchObject(code('table_closed'));
  });
});
