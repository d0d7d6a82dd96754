import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createMemoryStaging } from '../../../../src/engine/dataset/memoryStaging.ts';
import { openDataset } from '../../../../src/engine/dataset/openDataset.ts';
import { readDeadLetters } from '../../../../src/engine/dataset/deadLetterFile.ts';
import { replayDeadLetters } from '../../../../src/engine/dataset/replayDeadLetters.ts';
import { createFailingRows } from '../../../../src/engine/quality/failingRows.ts';
import { quarantine } from '../../../../src/engine/quality/quarantine.ts';
import { tableName } from '../../../../src/model/dataset/layout.ts';
import type { DatasetSettings } from '../../../../src/model/dataset/settings.ts';
import { NOTHING_SEEN } from '../../../../src/model/dataset/watermark.ts';
import type { ValidationReport } from '../../../../src/model/quality/report.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import { exactJson } from '../../../../src/model/table/exactJson.ts';
import { createTypeFold } from '../../../../src/model/table/typeFold.ts';
import type { Row } from '../../../../src/model/table/value.ts';
import { createFakeDatasetDisk, Died, type FakeDatasetDisk } from '../../../fakes/dataset.ts';
import { createFakeHttp } from '../../../fakes/http.ts';
import { createFakeClock } from '../../../fakes/ports.ts';

const SETTINGS: DatasetSettings = {
  ...{ pagination: 'page', watermark: 'none', write: 'replace', schemaContract: 'evolve' },
  ...{ baseUrl: 'https://api.example/rows', startDate: '2026-03-01', endDate: '2026-03-02', dateColumn: 'day' },
  ...{ primaryKey: ['id'], watermarkColumn: null, overlap: 0, timeZone: 'UTC', fullRefresh: false, declared: [] },
  compression: 'snappy',
};

const RULE: Rule = {
  ...{ id: 'range_price', kind: 'range', column: 'price', min: 0, max: 100, severity: 'error' },
  ...{ threshold: { count: 0 }, isSeed: false, place: null },
};

const hash = { sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex') };
const portsOf = ({ folder, tables }: FakeDatasetDisk) => ({ folder, tables, hash, clock: createFakeClock() });

const row = (id: number, day: string, price: number, more: Row = {}): Row => ({ id, day, price, ...more });
const ROWS = [
  row(1, '2026-03-01', 10),
  row(2, '2026-03-01', 500, { partition_date: 'theirs', seen_at: '2026-03-01T10:00:00Z' }),
  row(3, '2026-03-01', 30),
  row(4, '2026-03-02', -1),
];

let runs = 0;
async function ingest(disk: FakeDatasetDisk, rows: readonly Row[], settings: Partial<DatasetSettings> = {}) {
  runs += 1;
  const run = { id: `run-${runs}`, startedAt: new Date(Date.UTC(2026, 3, 1, 0, 0, runs)) };
  const dataset = await openDataset(portsOf(disk), { ...SETTINGS, ...settings }, run);
  const [staging, types] = [createMemoryStaging(), createTypeFold()];
  for (const one of rows) {
    const placed = dataset.place(one);
    if ('deadLetter' in placed) throw new Error('dead');
    staging.add({ ...placed, json: exactJson(one), reason: null });
    types.add(one);
  }
  const plan = await dataset.plan(staging, types.columns());
  const partitions = [];
  for (const date of plan.dates) partitions.push(await dataset.writePartition(date, staging, plan));
  await dataset.finish(staging, { plan, partitions, seen: NOTHING_SEEN, askedAt: null, cursor: null });
  await dataset.close();
  return partitions;
}

/** What rules about the price find in the tables as they are. */
function found(disk: FakeDatasetDisk, rules: readonly Rule[]) {
  const failing = createFailingRows();
  for (const [file, { rows }] of disk.published) {
    const bad = rows.flatMap(({ price }, at) => (Number(price) < 0 || Number(price) > 100 ? [at] : []));
    for (const rule of bad.length > 0 ? rules : []) failing.note({ rule, file, rows: Uint32Array.from(bad) });
  }
  const failed = [...disk.published.keys()].reduce((sum, file) => sum + (failing.of(RULE.id, file)?.count ?? 0), 0);
  const verdict = failed > 0 ? ('failed' as const) : ('passed' as const);
  const outcomes = rules.map(rule => ({ rule, verdict, checked: 4, failed, nulls: 0, samples: [], reason: null }));
  const table = { file: '/data', rows: 4, columns: [], durationMs: 0 };
  const report: ValidationReport = { ...table, validation: 'failed', rules: outcomes };
  return { report, failing };
}

const split = (disk: FakeDatasetDisk, rules: readonly Rule[] = [RULE]) =>
  quarantine(portsOf(disk), {
    ...{ waitSeconds: 0, signal: new AbortController().signal, validate: async () => found(disk, rules) },
    dateOf: file => /partition_date=([\d-]+)/.exec(file)?.[1] ?? null,
  });

const idsIn = (disk: FakeDatasetDisk, date: string) =>
  (disk.published.get(tableName(date))?.rows ?? []).map(({ id }) => id);
const letterIds = async (disk: FakeDatasetDisk) =>
  (await readDeadLetters(disk.folder)).map(({ record }) => record?.['id']);
const manifest = (disk: FakeDatasetDisk, date: string) =>
  JSON.parse(disk.files.get(`partition_date=${date}/_SUCCESS`) ?? 'null') as Row | null;

async function ingested(): Promise<FakeDatasetDisk> {
  const disk = createFakeDatasetDisk();
  await ingest(disk, ROWS);
  return disk;
}

describe('a quarantine', () => {
  test('leaves good rows and puts bad ones into the dead letters, as the API gave them', async () => {
    const disk = await ingested();
    const { quarantined } = await split(disk);
    expect(quarantined).toMatchObject({ rows: 2, left: 0 });
    expect(quarantined.partitions.map(({ rows, quarantined: n, file }) => [rows, n, file])).toEqual([
      [2, 1, '/data/partition_date=2026-03-01/part-00000.parquet'],
      [0, 1, null],
    ]);
    expect([idsIn(disk, '2026-03-01'), idsIn(disk, '2026-03-02')]).toEqual([[1, 3], []]);
    const letters = await readDeadLetters(disk.folder);
    expect(letters).toMatchObject([
      { reason: { code: 'row_quarantined', params: { rule: 'range_price' } }, partitionDate: '2026-03-01' },
      { record: { id: 4, price: -1 }, partitionDate: '2026-03-02' },
    ]);
    expect(letters[0]?.record).toEqual(ROWS[1]);
    expect(manifest(disk, '2026-03-01')).toMatchObject({ rows: 2, bytes: 102 });
    expect(manifest(disk, '2026-03-02')).toMatchObject({ rows: 0, sha256: null });
    expect(JSON.parse(disk.files.get('_state/days.json') ?? '')).toMatchObject({
      '2026-03-01': { status: 'done', rows: 2 },
      '2026-03-02': { status: 'done', rows: 0 },
    });
  });

  test('finds nothing the second time, and changes no file', async () => {
    const disk = await ingested();
    await split(disk);
    const before = new Map(disk.files);
    expect((await split(disk)).quarantined).toEqual({ rows: 0, partitions: [], left: 0 });
    expect(disk.files).toEqual(before);
  });

  test('killed at any step leaves each row somewhere, and the next one brings it to its end', async () => {
    for (let steps = 0; ; steps += 1) {
      const disk = await ingested();
      disk.dieAfter(steps);
      const isDead = await split(disk).then(
        () => false,
        (error: unknown) => error instanceof Died,
      );
      disk.revive();
      const everywhere = [...idsIn(disk, '2026-03-01'), ...idsIn(disk, '2026-03-02'), ...(await letterIds(disk))];
      expect(new Set(everywhere), `after ${steps} steps`).toEqual(new Set([1, 2, 3, 4]));
      await split(disk);
      expect([idsIn(disk, '2026-03-01'), idsIn(disk, '2026-03-02'), await letterIds(disk)], `${steps}`).toEqual([
        ...[[1, 3], [], [2, 4]],
      ]);
      expect([manifest(disk, '2026-03-01')?.['rows'], manifest(disk, '2026-03-02')?.['rows']]).toEqual([2, 0]);
      expect(disk.files.get('_state/days.json')).toMatch(/"rows": 2[^]+"rows": 0/);
      expect(disk.files.has('_state/quarantine')).toBe(false);
      if (!isDead) return;
    }
  });

  test('leaves a day alone that an ingestion has not finished, and counts each of its failing rows once', async () => {
    const disk = await ingested();
    disk.files.delete('partition_date=2026-03-01/_SUCCESS');
    const rules = [RULE, { ...RULE, id: 'range_price_too' }];
    expect((await split(disk, rules)).quarantined).toMatchObject({ rows: 1, left: 1 });
    expect(idsIn(disk, '2026-03-01')).toEqual([1, 2, 3]);
  });

  test('waits for nobody, and touches no folder of others', async () => {
    const disk = await ingested();
    const release = await disk.folder.lock();
    await expect(split(disk)).rejects.toThrow('busy');
    await release();
    disk.files.delete('_state/dataset.json');
    await expect(split(disk)).rejects.toThrow('quarantine_no_dataset');
  });
});

describe('a row in quarantine', () => {
  test.each(['replace', 'merge'] as const)(
    'does not come back by the next ingestion (%s) of the same row',
    async write => {
      const disk = await ingested();
      await split(disk);
      const again = await ingest(disk, ROWS, { write, watermark: write === 'merge' ? 'hash' : 'none' });
      expect(again.map(({ deadLetters }) => deadLetters)).toEqual([1, 1]);
      expect([idsIn(disk, '2026-03-01'), idsIn(disk, '2026-03-02')]).toEqual([[1, 3], []]);
      expect(await letterIds(disk)).toEqual([2, 4]);
    },
  );

  test('leaves a partition as it is that came as it was twice', async () => {
    const disk = await ingested();
    await split(disk);
    await ingest(disk, ROWS);
    const before = disk.files.get('partition_date=2026-03-01/_SUCCESS');
    const [first] = await ingest(disk, ROWS);
    expect(first).toMatchObject({ isKept: true, rows: 2, deadLetters: 1 });
    expect(disk.files.get('partition_date=2026-03-01/_SUCCESS')).toBe(before);
  });

  test('comes back when its source has mended it', async () => {
    const disk = await ingested();
    await split(disk);
    await ingest(
      disk,
      ROWS.map(one => (one['id'] === 2 ? { ...one, price: 50 } : one)),
    );
    expect(idsIn(disk, '2026-03-01')).toEqual([1, 2, 3]);
  });

  test('is replayed when it was repaired, or by its id alone', async () => {
    const disk = await ingested();
    await split(disk);
    const replay = (ids?: readonly string[]) =>
      replayDeadLetters(
        { ...portsOf(disk), http: createFakeHttp({}) },
        { ids, waitSeconds: 0, headers: {}, signal: new AbortController().signal },
      );
    for (const [name, text] of disk.files)
      if (name.startsWith('_dead_letters/')) disk.files.set(name, text.replace('"price":500', '"price":50'));
    const all = await replay();
    expect(all.replayed).toHaveLength(1);
    expect(all).toMatchObject({ remaining: 1, failed: [{ reason: { code: 'row_quarantined' } }] });
    expect([idsIn(disk, '2026-03-01'), idsIn(disk, '2026-03-02')]).toEqual([[1, 3, 2], []]);
    expect(await replay([all.failed[0]?.id ?? ''])).toMatchObject({ remaining: 0, failed: [] });
    expect(idsIn(disk, '2026-03-02')).toEqual([4]);
  });
});
