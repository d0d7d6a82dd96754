import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatasetPorts, openDeadLetters } from '../../src/adapters/composeApi.ts';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import type { Dataset } from '../../src/engine/dataset/dataset.ts';
import { createMemoryStaging } from '../../src/engine/dataset/memoryStaging.ts';
import { openDataset } from '../../src/engine/dataset/openDataset.ts';
import { readDeadLetters, removeDeadLetters } from '../../src/engine/dataset/deadLetterFile.ts';
import type { DatasetSettings } from '../../src/model/dataset/settings.ts';
import { NOTHING_SEEN, seeWatermarks } from '../../src/model/dataset/watermark.ts';
import { exactJson } from '../../src/model/table/exactJson.ts';
import { createTypeFold } from '../../src/model/table/typeFold.ts';
import type { Row } from '../../src/model/table/value.ts';

const SETTINGS: DatasetSettings = {
  pagination: 'page',
  watermark: 'none',
  write: 'replace',
  schemaContract: 'evolve',
  baseUrl: 'https://api.example/rows',
  startDate: '2026-03-01',
  endDate: '2026-03-03',
  dateColumn: 'at',
  primaryKey: ['id'],
  watermarkColumn: null,
  overlap: 0,
  timeZone: 'UTC',
  fullRefresh: false,
  declared: [],
  compression: 'snappy',
};

const tables = createTables();
afterAll(() => tables.close());

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'dataset-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

let runs = 0;
const open = async (settings: Partial<DatasetSettings> = {}, wait = 0): Promise<Dataset> => {
  const { folder: at, hash, clock } = await openDatasetPorts(folder);
  runs += 1;
  const startedAt = new Date(Date.UTC(2026, 3, 1, 0, 0, runs));
  return openDataset(
    { folder: at, hash, clock, tables },
    { ...SETTINGS, ...settings },
    { id: `run-${runs}`, startedAt },
    wait,
  );
};

async function ingest(rows: readonly Row[], settings: Partial<DatasetSettings> = {}) {
  const dataset = await open(settings);
  try {
    return await load(dataset, rows);
  } finally {
    await dataset.close();
  }
}

async function load(dataset: Dataset, rows: readonly Row[]) {
  const staging = createMemoryStaging();
  const types = createTypeFold();
  let seen = NOTHING_SEEN;
  for (const row of rows) {
    const placed = dataset.place(row);
    if ('deadLetter' in placed) {
      const letter = {
        reason: placed.deadLetter,
        kind: 'data' as const,
        partitionDate: null,
        record: row,
        request: null,
      };
      await dataset.addDeadLetters([letter]);
      continue;
    }
    staging.add({ ...placed, json: exactJson(row), reason: null });
    types.add(row);
    seen = seeWatermarks(seen, [placed.order], true);
  }
  const plan = await dataset.plan(staging, types.columns());
  const partitions = [];
  for (const date of plan.dates) partitions.push(await dataset.writePartition(date, staging, plan));
  const done = await dataset.finish(staging, { plan, partitions, seen, askedAt: null, cursor: null });
  return { ...done, changes: plan.changes };
}

async function rowsOf(date: string): Promise<readonly Row[]> {
  const reader = await tables.openTableFile(path.join(folder, `partition_date=${date}`, 'part-00000.parquet'));
  const rows = await reader.read({ from: 0, count: reader.rows });
  await reader.close();
  return rows;
}

const row = (id: number, at: string, more: Row = {}): Row => ({ id, at, ...more });
const manifest = async (date: string) =>
  JSON.parse(await readFile(path.join(folder, `partition_date=${date}`, '_SUCCESS'), 'utf8')) as Record<
    string,
    unknown
  >;

describe('a dataset in a real folder', () => {
  test('holds each row in the partition of its own day; a day without rows is done', async () => {
    const { partitions } = await ingest([row(1, '2026-03-01T23:59:59Z'), row(2, '2026-03-03'), row(3, '2026-03-01')]);
    expect(partitions.map(({ partitionDate, rows, written }) => [partitionDate, rows, written])).toEqual([
      ['2026-03-01', 2, 2],
      ['2026-03-02', 0, 0],
      ['2026-03-03', 1, 1],
    ]);
    expect(await rowsOf('2026-03-01')).toMatchObject([
      { id: 1, _source: 'api', _partition_date: '2026-03-01', _ingested_at: expect.stringMatching(/^2026-04-01T.*Z$/) },
      { id: 3 },
    ]);
    expect(await manifest('2026-03-02')).toMatchObject({ rows: 0, sha256: null });
    expect(partitions[1]?.file).toBeNull();
  });

  test('is left as it is by a second run over unchanged data', async () => {
    const rows = [row(1, '2026-03-01', { name: 'a', price: 1.5 }), row(2, '2026-03-02', { name: null })];
    await ingest(rows);
    const files = await Promise.all(['2026-03-01', '2026-03-02'].map(manifest));
    const { partitions } = await ingest(rows);
    expect(partitions.map(({ isKept }) => isKept)).toEqual([true, true, true]);
    expect(await Promise.all(['2026-03-01', '2026-03-02'].map(manifest))).toEqual(files);
  });

  test('replaces the days of the range, and merges what lies outside', async () => {
    await ingest([row(1, '2026-03-01'), row(2, '2026-03-05', { v: 1 }), row(3, '2026-03-05', { v: 1 })]);
    await ingest([row(4, '2026-03-01'), row(3, '2026-03-05', { v: 2 })]);
    expect((await rowsOf('2026-03-01')).map(({ id }) => id)).toEqual([4]);
    expect((await rowsOf('2026-03-05')).map(({ id, v }) => [id, v])).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  test('keeps the time of ingestion of rows that did not change', async () => {
    const merge = { write: 'merge' as const };
    await ingest([row(1, '2026-03-01', { v: 1 }), row(2, '2026-03-01', { v: 1 })], merge);
    const before = await rowsOf('2026-03-01');
    const { partitions } = await ingest([row(2, '2026-03-01', { v: 2 }), row(1, '2026-03-01', { v: 1 })], merge);
    const after = await rowsOf('2026-03-01');
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.['_ingested_at']).not.toBe(before[1]?.['_ingested_at']);
    expect(partitions[0]).toMatchObject({ rows: 2, written: 1 });
  });

  test('lets a row move to another day, whichever end of the range it leaves', async () => {
    const merge = { write: 'merge' as const };
    await ingest([row(1, '2026-03-01'), row(2, '2026-03-02')], merge);
    const { partitions } = await ingest([row(1, '2026-03-02'), row(2, '2026-02-01')], merge);
    expect((await rowsOf('2026-03-02')).map(({ id }) => id)).toEqual([1]);
    expect((await rowsOf('2026-02-01')).map(({ id }) => id)).toEqual([2]);
    expect(await manifest('2026-03-01')).toMatchObject({ rows: 0 });
    expect(partitions.map(({ partitionDate, rows }) => [partitionDate, rows])).toEqual([
      ['2026-02-01', 1],
      ['2026-03-01', 0],
      ['2026-03-02', 1],
    ]);
    expect(await readdir(path.join(folder, 'partition_date=2026-03-01'))).toEqual(['_SUCCESS']);
  });

  test('widens a column, keeps every digit, and tells it', async () => {
    const merge = { write: 'merge' as const };
    await ingest([row(1, '2026-03-01', { n: 1 }), row(3, '2026-03-02', { n: 3 })], merge);
    const { changes } = await ingest([row(2, '2026-03-01', { n: 'two', extra: true })], merge);
    expect(changes).toEqual([
      { column: 'n', change: 'widened', from: 'integer', to: 'text' },
      { column: 'extra', change: 'added', from: null, to: 'boolean' },
    ]);
    expect((await rowsOf('2026-03-01')).map(({ n, extra }) => [n, extra])).toEqual([
      ['1', null],
      ['two', true],
    ]);
    // In a day without a new row, too: who reads the folder reads one type.
    expect((await rowsOf('2026-03-02')).map(({ n }) => n)).toEqual(['3']);
  });
});

describe('a schema contract', () => {
  const first = [row(1, '2026-03-01', { n: 1 })];
  const changed = [row(2, '2026-03-01', { n: 'two', extra: 1 }), row(3, '2026-03-01', { n: 3 })];

  test('that freezes refuses a change, and nothing is written', async () => {
    await ingest(first);
    const refused = ingest(changed, { schemaContract: 'freeze' });
    await expect(refused).rejects.toMatchObject({ problem: { kind: 'data', code: 'schema_changed' } });
    expect((await rowsOf('2026-03-01')).map(({ id }) => id)).toEqual([1]);
  });

  test('that discards rows makes dead letters of them', async () => {
    await ingest(first);
    const { partitions } = await ingest(changed, { schemaContract: 'discard_row' });
    expect(partitions[0]).toMatchObject({ rows: 1, deadLetters: 1 });
    const [letter] = await readDeadLetters((await openDatasetPorts(folder)).folder);
    expect(letter).toMatchObject({ reason: { code: 'row_value_misfit' }, record: { id: 2, extra: 1 }, attempts: 1 });
  });

  test('that discards values keeps the row without them', async () => {
    await ingest(first);
    const { partitions } = await ingest(changed, { schemaContract: 'discard_value' });
    expect(partitions[0]).toMatchObject({ rows: 2, discarded: 2 });
    expect((await rowsOf('2026-03-01')).map(({ id, n }) => [id, n])).toEqual([
      [2, null],
      [3, 3],
    ]);
  });
});

describe('a watermark', () => {
  const settings = { watermark: 'last_updated_at', watermarkColumn: 'u', write: 'merge' } as const;

  test('is what the rows say, after the data, and begins the next load with its overlap', async () => {
    const { watermark } = await ingest([row(1, '2026-03-01', { u: '2026-03-01T10:00:00+02:00' })], settings);
    expect(watermark).toEqual({ before: null, after: '2026-03-01T10:00:00+02:00' });
    const dataset = await open({ ...settings, overlap: 90 });
    expect([dataset.before.watermark, dataset.since]).toEqual(['2026-03-01T10:00:00+02:00', '2026-03-01T07:58:30Z']);
    await dataset.close();
  });

  test('goes back with a full refresh, and moves with its column', async () => {
    const ids = { watermark: 'last_id', watermarkColumn: 'id', write: 'merge' } as const;
    const read = async () => JSON.parse(await readFile(path.join(folder, '_state', 'watermarks.json'), 'utf8'));
    await ingest([row(1, '2026-03-01', { n: 3 }), row(7, '2026-03-01', { n: 3 })], ids);
    expect((await ingest([row(3, '2026-03-01', { n: 3 })], ids)).watermark.after).toBe(7);
    expect((await ingest([row(3, '2026-03-01', { n: 3 })], { ...ids, fullRefresh: true })).watermark.after).toBe(3);
    await ingest([row(3, '2026-03-01', { n: 3 })], { ...ids, watermarkColumn: 'n', fullRefresh: true });
    expect(await read()).toMatchObject({ last_id: { column: 'n', value: 3 } });
  });

  test('of a first run keeps no backup: nothing stood there; a column more does', async () => {
    await ingest([row(1, '2026-03-01', { u: '2026-03-01T10:00:00Z' })], settings);
    const backups = path.join(folder, '_state', 'backups');
    expect(existsSync(backups) ? await readdir(backups) : []).toEqual([]);
    await ingest([row(2, '2026-03-01', { u: '2026-03-02T10:00:00Z', more: 1 })], settings);
    expect((await readdir(backups)).filter(name => name.startsWith('dataset.json'))).toHaveLength(1);
  });

  test('that is edited keeps what stood there before', async () => {
    await ingest([row(1, '2026-03-01', { u: '2026-03-01T10:00:00Z' })], settings);
    await ingest([row(1, '2026-03-01', { u: '2026-03-02T10:00:00Z' })], settings);
    const kept = await readdir(path.join(folder, '_state', 'backups'));
    expect(kept.filter(name => name.startsWith('watermarks.json'))).toHaveLength(1);
  });
});

describe('a day is not done', () => {
  const doneDays = async (): Promise<readonly string[]> => {
    const dataset = await open();
    return dataset.done().finally(() => dataset.close());
  };
  const days = ['2026-03-01', '2026-03-02', '2026-03-03'];
  const place = (name: string): string => path.join(folder, 'partition_date=2026-03-01', name);

  test('when its table was cut', async () => {
    await ingest(days.map((day, at) => row(at, day)));
    expect(await doneDays()).toEqual(days);
    await truncate(place('part-00000.parquet'), 200);
    expect(await doneDays()).toEqual(days.slice(1));
  });

  test('when its _SUCCESS is empty or nonsense; the next run writes it again', async () => {
    const rows = days.map((day, at) => row(at, day));
    await ingest(rows);
    await writeFile(place('_SUCCESS'), '');
    expect(await doneDays()).toEqual(days.slice(1));
    await ingest(rows);
    expect(await doneDays()).toEqual(days);
    expect(await rowsOf('2026-03-01')).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test.skipIf(!existsSync('/proc/self'))('a folder where the system makes none, at once', async () => {
    const at = path.join('/proc', 'ingestion-workshop', 'bronze');
    const { folder: denied } = await openDatasetPorts(at);
    await expect(denied.lock()).rejects.toMatchObject({ problem: { kind: 'config' } });
  });

  test('another source in the same folder', async () => {
    await ingest([row(1, '2026-03-01')]);
    await expect(open({ baseUrl: 'https://other.example/' })).rejects.toMatchObject({
      problem: { kind: 'config', code: 'dataset_other_source', params: { field: 'base_url', is: SETTINGS.baseUrl } },
    });
  });

  test('two at once; the second waits when it is asked to', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({
      problem: { code: 'busy', params: { owner: expect.stringContaining('pid') } },
    });
    const second = open({}, 5);
    await first.close();
    await (await second).close();
  });

  test('a state file edited to nonsense, with its line', async () => {
    await ingest([row(1, '2026-03-01')]);
    const file = path.join(folder, '_state', 'dataset.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"UTC"', 'UTC'));
    await expect(open()).rejects.toMatchObject({ problem: { kind: 'config', code: 'state_invalid', file, line: 7 } });
  });

  test('a table cut in half: it is named, and nothing is written over it', async () => {
    await ingest([row(1, '2026-03-01')], { write: 'merge' });
    const file = path.join(folder, 'partition_date=2026-03-01', 'part-00000.parquet');
    const bytes = (await readFile(file)).length;
    await truncate(file, Math.floor(bytes / 2));
    await expect(ingest([row(2, '2026-03-01')], { write: 'merge' })).rejects.toMatchObject({
      problem: { kind: 'data', code: 'table_cut' },
    });
    expect((await readFile(file)).length).toBe(Math.floor(bytes / 2));
    // A day that is replaced is whole again.
    await ingest([row(2, '2026-03-01')]);
    expect((await rowsOf('2026-03-01')).map(({ id }) => id)).toEqual([2]);
  });

  test('tables of others, and folders without a state; folders that name no day are only told', async () => {
    await mkdir(path.join(folder, 'partition_date=2026-13-01'));
    const dataset = await open();
    expect(dataset.warnings).toEqual([{ code: 'partition_not_a_date', params: { name: 'partition_date=2026-13-01' } }]);
    await dataset.close();
    await mkdir(path.join(folder, 'partition_date=2026-03-01'));
    await writeFile(path.join(folder, 'partition_date=2026-03-01', 'data_20260301.parquet'), '');
    await expect(open()).rejects.toMatchObject({ problem: { code: 'dataset_foreign_table' } });
  });

  test('an output folder that is a file', async () => {
    await writeFile(path.join(folder, 'file'), '');
    folder = path.join(folder, 'file');
    await expect(open()).rejects.toMatchObject({ problem: { kind: 'config', code: 'not_a_folder' } });
    folder = path.dirname(folder);
  });
});

describe('dead letters', () => {
  test('are one each, however often they come, and go when they are removed', async () => {
    const bad = [row(1, '2026-02-30'), { id: 2 }, { at: '2026-03-01' }];
    await ingest(bad);
    await ingest([...bad, ...bad]);
    const { folder: at } = await openDatasetPorts(folder);
    const letters = await readDeadLetters(at);
    expect(letters.map(({ reason, attempts }) => [reason.code, attempts])).toEqual([
      ['row_date_invalid', 2],
      ['row_date_missing', 2],
      ['row_key_missing', 2],
    ]);
    await removeDeadLetters(at, new Set(letters.slice(1).map(({ id }) => id)));
    expect(await readDeadLetters(at)).toEqual([letters[0]]);
    await removeDeadLetters(at, new Set(letters.map(({ id }) => id)));
    expect(await readdir(path.join(folder, '_dead_letters'))).toEqual([]);
  });

  test('that an editor left broken are told with file and line; a torn last line is not', async () => {
    await ingest([row(1, '2026-02-30')]);
    const [name = ''] = await readdir(path.join(folder, '_dead_letters'));
    const file = path.join(folder, '_dead_letters', name);
    const text = await readFile(file, 'utf8');
    const { folder: at } = await openDatasetPorts(folder);
    await writeFile(file, `${text}{"id": "torn`);
    expect(await readDeadLetters(at)).toHaveLength(1);
    await writeFile(file, `{"id": "torn\n${text}`);
    await expect(readDeadLetters(at)).rejects.toMatchObject({
      problem: { kind: 'config', code: 'dead_letter_invalid', file, line: 1 },
    });
  });

  test('take the way of all rows when they are replayed, repaired or not', async () => {
    await ingest([row(1, '2026-03-01', { v: 1 }), row(2, '2026-02-30', { v: 2 }), { id: 3, v: 3 }]);
    const file = path.join(folder, '_dead_letters', (await readdir(path.join(folder, '_dead_letters')))[0] ?? '');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"at":"2026-02-30"', '"at":"2026-02-28"'));
    const letters = await openDeadLetters(folder);
    const [repaired, broken] = await letters.list();
    const done = await letters.replay({ waitSeconds: 0, headers: {}, signal: new AbortController().signal });
    expect(done).toMatchObject({
      replayed: [repaired?.id],
      remaining: 1,
      failed: [{ id: broken?.id, reason: { code: 'row_date_missing' } }],
    });
    expect(await rowsOf('2026-02-28')).toMatchObject([{ id: 2, v: 2, _partition_date: '2026-02-28' }]);
    expect(await letters.list()).toMatchObject([{ id: broken?.id, attempts: 2 }]);
    await expect(letters.list(['0123456789abcdef'])).rejects.toMatchObject({
      problem: { code: 'dead_letter_unknown' },
    });
    expect(await letters.drop(undefined, 0)).toEqual({ dropped: [broken?.id], remaining: 0 });
    // The day of the replay itself is none of the dataset's.
    const days = (await readdir(folder)).filter(name => name.startsWith('partition_date='));
    expect(days.map(name => name.slice(-5))).toEqual(['02-28', '03-01', '03-02', '03-03']);
    letters.close();
  });

  test('are told to be of no dataset where none is; and none is made', async () => {
    const nowhere = path.join(folder, 'misspelt');
    const letters = await openDeadLetters(nowhere);
    const asked = { waitSeconds: 0, headers: {}, signal: new AbortController().signal };
    const refusal = { problem: { kind: 'config', code: 'dataset_missing', params: { path: nowhere } } };
    await expect(letters.list()).rejects.toMatchObject(refusal);
    await expect(letters.replay(asked)).rejects.toMatchObject(refusal);
    await expect(letters.drop(undefined, 0)).rejects.toMatchObject(refusal);
    letters.close();
    expect(existsSync(nowhere)).toBe(false);
  });

  test('of a request alone ask again, at the own origin only', async () => {
    const server = createServer((_, answer) => answer.end('{"data": [{"id": 7, "at": "2026-03-02"}, {"id": 8}]}'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`; // SAFETY: it listens on a port.
    const dataset = await open({ baseUrl });
    const letter = {
      reason: { code: 'row_key_missing', params: {} },
      kind: 'data',
      partitionDate: null,
      record: null,
    } as const;
    await dataset.addDeadLetters([
      { ...letter, request: { url: `${baseUrl}?page=3` } },
      { ...letter, request: { url: 'http://127.0.0.2/rows' } },
    ]);
    await load(dataset, [row(1, '2026-03-01')]);
    await dataset.close();
    const letters = await openDeadLetters(folder);
    const done = await letters.replay({ waitSeconds: 0, headers: {}, signal: new AbortController().signal });
    server.close();
    letters.close();
    expect(done).toMatchObject({
      replayed: [expect.any(String)],
      remaining: 2,
      failed: [{ reason: { code: 'dead_letter_other_origin' } }],
    });
    expect((await rowsOf('2026-03-02')).map(({ id }) => id)).toEqual([7]);
  });

  test('stay as they were when a replay is stopped while it asks', async () => {
    const stop = new AbortController();
    // It answers nobody: the first request is under way when the replay is stopped.
    const server = createServer(() => stop.abort());
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`; // SAFETY: it listens on a port.
    const dataset = await open({ baseUrl });
    const reason = { code: 'row_key_missing', params: {} };
    const requests = [1, 2].map(page => ({ url: `${baseUrl}?page=${page}` }));
    await dataset.addDeadLetters(
      requests.map(request => ({ reason, kind: 'data', partitionDate: null, record: null, request })),
    );
    await load(dataset, [row(1, '2026-03-01')]);
    await dataset.close();
    const letters = await openDeadLetters(folder);
    const before = await letters.list();
    await expect(letters.replay({ waitSeconds: 0, headers: {}, signal: stop.signal })).rejects.toThrow(/abort/i);
    server.close();
    expect(before).toHaveLength(2);
    expect(await letters.list()).toEqual(before);
    letters.close();
  });

  test('that are older than what stands there change nothing', async () => {
    const settings = { watermark: 'last_updated_at', watermarkColumn: 'u', write: 'merge' } as const;
    const dataset = await open(settings);
    const old = row(1, '2026-03-01', { u: '2026-03-01T00:00:00Z', v: 'old' });
    const reason = { code: 'row_date_missing', params: { column: 'at' } };
    await dataset.addDeadLetters([{ reason, kind: 'data', partitionDate: null, record: old, request: null }]);
    await load(dataset, [row(1, '2026-03-01', { u: '2026-03-02T00:00:00Z', v: 'new' })]);
    await dataset.close();
    const letters = await openDeadLetters(folder);
    const done = await letters.replay({ waitSeconds: 0, headers: {}, signal: new AbortController().signal });
    letters.close();
    expect(done).toMatchObject({ remaining: 0, failed: [] });
    expect(await rowsOf('2026-03-01')).toMatchObject([{ id: 1, v: 'new' }]);
  });
});
