import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportTable } from '../../src/adapters/composeTableExport.ts';
import { createTableViews } from '../../src/adapters/composeTables.ts';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { arrange } from '../../src/engine/tableView/arrange.ts';
import { copyRows } from '../../src/engine/tableView/copyRows.ts';
import { findText } from '../../src/engine/tableView/findText.ts';
import { columnInsight } from '../../src/engine/tableView/insight/columnInsight.ts';
import { readCell, readSlice } from '../../src/engine/tableView/readCells.ts';
import type { TableView } from '../../src/engine/tableView/tableView.ts';
import type { TableColumn } from '../../src/engine/ports.ts';
import type { Row } from '../../src/model/table/value.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
/** What is read for ever has filled its thread's memory after some 3 s, and is corrupt then. */
const DEADLINE_MS = 1_500;
const views = createTableViews({ deadlineMs: DEADLINE_MS });
afterAll(() => {
  views.close();
  rmSync(folder, { recursive: true, force: true });
});

const placeOf = (name: string): string => path.join(folder, name);
const open = (name: string): Promise<TableView> => views.open(placeOf(name));
const ALL = { filters: [], sort: [] };
const by = (column: number, filters: readonly { column: number; text: string }[] = []) => ({
  ...{ filters, sort: [{ column, isDescending: true }] },
});

const slice = async (view: TableView, columns: readonly number[], count = 100) =>
  readSlice(view, await arrange(view, ALL), { columns, from: 0, count });

const find = async (view: TableView, text: string, columns: readonly number[]) =>
  findText(view, await arrange(view, ALL), {
    ...{ query: ALL, text, columns },
    ...{ from: -1, column: columns.at(-1) ?? 0, isBackwards: false },
  });

async function write(name: string, columns: readonly TableColumn[], rows: readonly Row[]): Promise<void> {
  mkdirSync(path.dirname(placeOf(name)), { recursive: true });
  const place = { folder: path.dirname(placeOf(name)), name: path.basename(name) };
  const table = await openParquetFile(place, { columns, compression: 'none' });
  await table.append(rows);
  await table.publish();
}

function edit(name: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(placeOf(name));
  change(bytes);
  writeFileSync(placeOf(name), bytes);
}

const COLUMNS: readonly TableColumn[] = [
  { name: 'word', type: { kind: 'text' } },
  { name: 'id', type: { kind: 'integer' } },
];
const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03'];
const fileOf = (day: string | undefined): string => `partition_date=${day}/a.parquet`;
const [, BAD] = DAYS.map(fileOf);
const [WORD, ID, DAY] = [0, 1, 2];

/** Of its footer: the compression of the column, none, becomes LZO. */
const unknownCodec = (bytes: Buffer): void => {
  const name = Buffer.from('\u0018\u0004word\u0015\u0000', 'latin1');
  bytes[bytes.lastIndexOf(name) + name.length - 1] = 6;
};

/** The header of its first page, and its levels. */
const brokenPage = (bytes: Buffer): void => void bytes.fill(255, 4, bytes.indexOf('word 1'));

describe.each([
  ['is compressed as nobody knows', unknownCodec, 'column_codec'],
  ['is damaged', brokenPage, 'column_corrupt'],
])('a folder of which one file has a column that %s', (_what, spoil, code) => {
  const name = code;
  beforeAll(async () => {
    for (const [at, day] of DAYS.entries()) {
      const rows = Array.from({ length: 3 }, (_, row): Row => ({ word: `word ${at}${row}`, id: at * 3 + row }));
      await write(`${name}/${fileOf(day)}`, COLUMNS, rows);
    }
    edit(`${name}/${BAD}`, spoil);
  });
  const ofFile = { problem: { kind: 'data', code: `${code}_in_file`, params: { column: 'word', file: BAD } } };

  test('shows it in the others, and says at its own rows why it does not', async () => {
    const view = await open(name);
    expect(view.head.columns[WORD]).toMatchObject({ name: 'word', problem: null });
    const { cells, failures } = await slice(view, [ID, WORD]);
    expect(cells.map(([id, word]) => [id, word])).toEqual([
      ...[0, 1, 2].map(at => [`${at}`, `word 0${at}`]),
      ...[3, 4, 5].map(at => [`${at}`, null]),
      ...[6, 7, 8].map(at => [`${at}`, `word 2${at - 6}`]),
    ]);
    expect(failures).toMatchObject([{ column: WORD, rows: [3, 4, 5], ...ofFile }]);
    await expect(readCell(view, 4, WORD)).rejects.toMatchObject(ofFile);
    expect(await readCell(view, 7, WORD)).toBe('word 21');
  });

  test('names the file when all rows are sorted, filtered, counted, copied or exported by it', async () => {
    const view = await open(name);
    const all = await arrange(view, ALL);
    const copied = { columns: [ID, WORD], from: 0, count: 9, as: 'csv', hasHeader: true } as const;
    const file = placeOf(`${name}.csv`);
    for (const work of [
      arrange(view, by(WORD)),
      arrange(view, { filters: [{ column: WORD, text: 'word' }], sort: [] }),
      columnInsight(view, all, WORD),
      copyRows(view, all, copied, {}),
      exportTable(view, { columns: [WORD], format: 'csv', file }, { arranged: all, work: {} }),
    ])
      await expect(work).rejects.toMatchObject(ofFile);
    expect(readdirSync(folder)).not.toContain(`${name}.csv`);
  });

  test('does all of that with the rows of the other files', async () => {
    const view = await open(name);
    const others = [{ column: DAY, text: '!= 2026-01-02' }];
    const sorted = await arrange(view, by(WORD, others));
    expect([...(sorted.order ?? [])]).toEqual([8, 7, 6, 2, 1, 0]);
    // Whichever of the two is typed first.
    const both = { filters: [{ column: WORD, text: '1' }, ...others], sort: [] };
    expect([...((await arrange(view, both)).order ?? [])]).toEqual([1, 7]);
    expect(await columnInsight(view, sorted, WORD)).toMatchObject({ rows: 6, nulls: 0, min: 'word 00' });
    const copied = { columns: [WORD], from: 0, count: 9, as: 'csv', hasHeader: false } as const;
    expect(await copyRows(view, sorted, copied, {})).toMatchObject({ rows: 6 });
  });

  test('finds a text in the others, and does not say that it is nowhere', async () => {
    const view = await open(name);
    expect(await find(view, 'WORD 2', [ID, WORD])).toEqual({ position: 6, column: WORD });
    await expect(find(view, 'word 1', [ID, WORD])).rejects.toMatchObject({
      problem: { kind: 'data', code: 'find_unread', params: { column: 'word', file: BAD } },
    });
    expect(await find(view, 'word', [ID])).toBeNull();
  });
});

/** A list first, because of its levels hyparquet reads one that never ends. */
const LISTS: readonly TableColumn[] = [
  { name: 'tags', type: { kind: 'list', element: { kind: 'text' } } },
  ...[...COLUMNS].reverse(),
];
const [TAGS, NUMBER] = [0, 1];
const LIST_ROWS = Array.from({ length: 300 }, (_, id): Row => ({
  id,
  word: `word ${id}`,
  tags: id % 3 ? ['a', null, 'b'] : null,
}));

describe('a file that is read for ever', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    for (const name of ['good.parquet', 'spins.parquet', 'spin/a.parquet', 'spin/b.parquet'])
      await write(name, LISTS, LIST_ROWS);
    for (const name of ['spins.parquet', 'spin/b.parquet'])
      edit(name, bytes => void (bytes[145] = (bytes[145] ?? 0) ^ 1));
  });

  test('shows its other columns, and says of the one that it took too long', async () => {
    const view = await open('spins.parquet');
    const slow = {
      problem: { kind: 'data', code: 'column_too_slow', params: { column: 'tags', seconds: `${DEADLINE_MS / 1000}` } },
    };
    const shown = await slice(view, [NUMBER, TAGS], 2);
    expect(shown.cells).toEqual([
      ['0', null],
      ['1', null],
    ]);
    expect(shown.failures).toMatchObject([{ column: TAGS, rows: [0, 1], ...slow }]);
    await expect(arrange(view, by(TAGS))).rejects.toMatchObject(slow);
    expect(await find(view, 'word 299', [TAGS, NUMBER, 2])).toEqual({ position: 299, column: 2 });
    await expect(find(view, 'nowhere', [TAGS, NUMBER, 2])).rejects.toMatchObject({
      problem: { code: 'find_unread', params: { column: 'tags', file: 'spins.parquet' } },
    });
    expect((await arrange(view, by(NUMBER))).order?.[0]).toBe(299);
  });

  test('in a folder keeps nothing of the other files away', async () => {
    const view = await open('spin');
    const { cells, failures } = await slice(view, [TAGS], 600);
    expect(cells.slice(0, 2)).toEqual([[null], ['["a",null,"b"]']]);
    expect(failures).toMatchObject([
      { column: TAGS, problem: { code: 'column_too_slow_in_file', params: { file: 'b.parquet' } } },
    ]);
    expect(failures[0]?.rows).toEqual(Array.from({ length: 300 }, (_, at) => 300 + at));
  });

  test('does not make the next table wait, and ends with its own', async () => {
    const patient = createTableViews({ deadlineMs: 600_000 });
    const [spinning, other] = await Promise.all(
      ['spins.parquet', 'good.parquet'].map(one => patient.open(placeOf(one))),
    );
    if (!spinning || !other) throw new Error();
    let isOver = false;
    const lost = slice(spinning, [TAGS]).finally(() => (isOver = true));
    expect((await slice(other, [NUMBER], 1)).cells).toEqual([['0']]);
    expect(isOver).toBe(false);
    await spinning.close();
    await expect(lost).rejects.toMatchObject({ problem: { kind: 'system', code: 'table_closed' } });
    patient.close();
  });
});

describe('a cell of a hundred megabytes', { timeout: 60_000 }, () => {
  test('is shown by its beginning, and not left out of a copy in silence', async () => {
    const length = 100_000_000;
    await write('long.parquet', COLUMNS, [
      { word: 'x'.repeat(length), id: 1 },
      { word: 'short', id: 2 },
    ]);
    const view = await open('long.parquet');
    expect((await slice(view, [WORD, ID])).cells).toEqual([
      [{ text: 'x'.repeat(200), length }, '1'],
      ['short', '2'],
    ]);
    const copied = { columns: [ID, WORD], from: 0, count: 2, as: 'tsv', hasHeader: false } as const;
    await expect(copyRows(view, await arrange(view, ALL), copied, {})).rejects.toMatchObject({
      problem: { kind: 'data', code: 'row_too_large', params: { row: 1, column: 'word', length, most: 16_000_000 } },
    });
  });
});

describe('a file that is gone', () => {
  test('is not taken for a column that cannot be read', async () => {
    await write('there.parquet', COLUMNS, [{ word: 'a', id: 1 }]);
    copyFileSync(placeOf('there.parquet'), placeOf('gone.parquet'));
    const view = await open('gone.parquet');
    rmSync(placeOf('gone.parquet'));
    await expect(slice(view, [WORD])).rejects.toMatchObject({ problem: { kind: 'config', code: 'table_missing' } });
  });
});
