import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemoryStaging } from '../../../../src/engine/dataset/memoryStaging.ts';
import { openDataset } from '../../../../src/engine/dataset/openDataset.ts';
import type { DatasetSettings } from '../../../../src/model/dataset/settings.ts';
import { createFakeDatasetDisk, type FakeDatasetDisk } from '../../../fakes/dataset.ts';
import { createFakeClock } from '../../../fakes/ports.ts';

const SETTINGS: DatasetSettings = {
  ...{ pagination: 'page', watermark: 'none', write: 'merge', schemaContract: 'evolve' },
  ...{ startDate: '2026-03-01', endDate: '2026-03-01', dateColumn: null, timeZone: 'UTC' },
  ...{ baseUrl: 'https://api.example/rows', primaryKey: ['id'], watermarkColumn: null },
  ...{ overlap: 0, fullRefresh: false, declared: [], compression: 'snappy' },
};

const hash = { sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex') };

const open = ({ folder, tables }: FakeDatasetDisk, id: string, backfill?: string) =>
  openDataset({ folder, tables, hash, clock: createFakeClock() }, SETTINGS, {
    ...{ id, startedAt: new Date('2026-04-01T00:00:00Z') },
    ...(backfill === undefined ? {} : { backfill }),
  });

/** How many runs had written when it began to read. */
async function read(disk: FakeDatasetDisk, id: string): Promise<number> {
  const dataset = await open(disk, id);
  await dataset.close();
  return dataset.writers;
}

async function write(disk: FakeDatasetDisk, id: string, backfill?: string): Promise<void> {
  const [dataset, staged] = [await open(disk, id, backfill), createMemoryStaging()];
  const plan = await dataset.plan(staged, []);
  await dataset.finish(staged, { plan, partitions: [], seen: null, askedAt: null, cursor: null });
  await dataset.close();
}

async function isOvertaken(disk: FakeDatasetDisk, since: number, id: string, backfill?: string): Promise<boolean> {
  const dataset = await open(disk, id, backfill);
  await dataset.close();
  return dataset.isOvertaken(since);
}

test('what a run has written itself does not overtake it', async () => {
  const disk = createFakeDatasetDisk();
  const since = await read(disk, 'a');
  expect(await isOvertaken(disk, since, 'a')).toBe(false);
  for (let life = 0; life < 2; life += 1) {
    await write(disk, 'a');
    expect(await isOvertaken(disk, since, 'a')).toBe(false);
  }
});

test('another run that has written does, also when the last word is its own again, or that of who wrote before it', async () => {
  const disk = createFakeDatasetDisk();
  await write(disk, 'x');
  const since = await read(disk, 'a');
  await write(disk, 'b');
  expect(await isOvertaken(disk, since, 'a')).toBe(true);
  await write(disk, 'x');
  expect(await isOvertaken(disk, since, 'a')).toBe(true);
  await write(disk, 'a');
  expect(await isOvertaken(disk, since, 'a')).toBe(true);
});

test('the parts of a backfill do not overtake each other', async () => {
  const disk = createFakeDatasetDisk();
  const since = await read(disk, 'part-1');
  await write(disk, 'part-2', 'backfill');
  await write(disk, 'part-3', 'backfill');
  expect(await isOvertaken(disk, since, 'part-1', 'backfill')).toBe(false);
  expect(await isOvertaken(disk, since, 'part-1', 'other')).toBe(true);
});
