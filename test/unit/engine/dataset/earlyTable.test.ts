import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStaging } from '../../../../src/engine/dataset/memoryStaging.ts';
import { openDataset } from '../../../../src/engine/dataset/openDataset.ts';
import type { StagedRow } from '../../../../src/model/api/staged.ts';
import type { DatasetSettings } from '../../../../src/model/dataset/settings.ts';
import { NOTHING_SEEN } from '../../../../src/model/dataset/watermark.ts';
import { exactJson } from '../../../../src/model/table/exactJson.ts';
import { createTypeFold } from '../../../../src/model/table/typeFold.ts';
import { typeText } from '../../../../src/model/table/typeText.ts';
import type { Row } from '../../../../src/model/table/value.ts';
import { createFakeDatasetDisk, type FakeDatasetDisk } from '../../../fakes/dataset.ts';
import { createFakeClock } from '../../../fakes/ports.ts';

type Pages = readonly (readonly Row[])[];
type Load = Pick<DatasetSettings, 'write' | 'dateColumn'> & Partial<Pick<DatasetSettings, 'schemaContract'>>;

const settingsOf = (load: Load): DatasetSettings => ({
  ...{ pagination: 'page', watermark: 'none', schemaContract: 'evolve', watermarkColumn: null, overlap: 0 },
  ...load,
  ...{ baseUrl: 'https://api.example/rows', primaryKey: ['id'], startDate: '2026-03-01', endDate: '2026-03-02' },
  ...{ timeZone: 'UTC', fullRefresh: false, declared: [], compression: 'snappy' },
});

const hash = { sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex') };
const REPLACE: Load = { write: 'replace', dateColumn: null };

/** One run; gives how many tables were begun. @param enough rows after which the early table is opened; null: none */
async function ingest(disk: FakeDatasetDisk, load: Load, pages: Pages, enough: number | null): Promise<number> {
  let opened = 0;
  const openJsonTable: typeof disk.tables.openJsonTable = (...asked) => {
    opened += 1;
    return disk.tables.openJsonTable(...asked);
  };
  const tables = { ...disk.tables, openJsonTable };
  const run = { id: 'run', startedAt: new Date('2026-04-01T00:00:00Z') };
  const ports = { folder: disk.folder, tables, hash, clock: createFakeClock() };
  const dataset = await openDataset(ports, settingsOf(load), run);
  const [staging, fold] = [createMemoryStaging(), createTypeFold()];
  const early = enough === null ? undefined : dataset.early(enough);
  for (const rows of pages) {
    const fresh: StagedRow[] = [];
    let hasReplaced = false;
    for (const row of rows) {
      const placed = dataset.place(row);
      if ('deadLetter' in placed) continue;
      const staged = { ...placed, json: exactJson(row), reason: null };
      const known = staging.row(placed.key);
      if (!known) fresh.push(staged);
      else if (known.json !== staged.json) hasReplaced = true;
      if (known?.json !== staged.json) staging.add(staged);
      fold.add(row);
    }
    await early?.add({ fresh, hasReplaced }, fold.columns);
  }
  const plan = await dataset.plan(staging, fold.columns());
  const partitions = [];
  for (const date of plan.dates) partitions.push(await dataset.writePartition(date, staging, plan, early));
  await early?.discard();
  await dataset.finish(staging, { plan, partitions, seen: NOTHING_SEEN, askedAt: null, cursor: null });
  await dataset.close();
  return opened;
}

const cell = fc.oneof(
  ...[
    fc.integer({ min: 0, max: 9 }),
    fc.constant(null),
    fc.constant(2.5),
    fc.constant('text'),
    fc.bigInt(2n ** 53n, 2n ** 54n),
  ],
  ...[fc.constant('2026-03-01'), fc.constant([1, null]), fc.constant({ a: 1 }), fc.boolean()],
);
const row = fc.record(
  {
    id: fc.integer({ min: 1, max: 30 }),
    day: fc.constantFrom('2026-03-01', '2026-03-02'),
    a: cell,
    b: cell,
    _source: cell,
  },
  { requiredKeys: ['id', 'day'] },
);
const pages = fc.array(fc.array(row, { maxLength: 4 }), { maxLength: 6 });
/** As most APIs are: keys that come once, of one day, with types that stay. */
const plainPages = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 }).map(counts => {
  let id = 0;
  return counts.map(count => Array.from({ length: count }, () => ({ id: (id += 1), day: '2026-03-01', a: id / 2 })));
});
const load = fc.record({
  write: fc.constantFrom('replace' as const, 'merge' as const, 'append' as const),
  dateColumn: fc.constantFrom('day', null),
});

test('what is written while the pages are read is what is written after them', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(pages, plainPages), { minLength: 1, maxLength: 3 }),
      load,
      fc.integer({ min: 1, max: 6 }),
      async (runs, asked, enough) => {
        const legal = asked.write === 'append' ? { ...asked, write: 'merge' as const } : asked;
        const [early, late] = [createFakeDatasetDisk(), createFakeDatasetDisk()];
        for (const one of runs) {
          await ingest(early, legal, one, enough);
          await ingest(late, legal, one, null);
          expect(tablesOf(early)).toEqual(tablesOf(late));
          expect([...early.files].sort()).toEqual([...late.files].sort());
        }
      },
    ),
    { numRuns: 60 },
  ));

/** A file says no more of its types than their texts. */
const tablesOf = ({ published }: FakeDatasetDisk) =>
  [...published]
    .map(([name, table]) => [
      name,
      { ...table, columns: table.columns.map(({ name: one, type }) => [one, typeText(type)]) },
    ])
    .sort();

const ids = (from: number, to: number, fields: Row = {}): Row[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ id: from + at, day: '2026-03-01', a: at / 4, ...fields }));

test('rows that are as the first ones were are written once, also where pages overlap', async () => {
  const overlapping = [ids(1, 4, { a: 1.5 }), ids(4, 8, { a: 1.5 }), ids(8, 9, { a: 1.5 })];
  expect(await ingest(createFakeDatasetDisk(), REPLACE, overlapping, 4)).toBe(1);
  expect(
    await ingest(createFakeDatasetDisk(), { write: 'replace', dateColumn: 'day' }, [ids(1, 4), ids(5, 8)], 4),
  ).toBe(1);
});

test.each<readonly [string, Pages]>([
  ['a type that widens', [ids(1, 4), ids(5, 8, { a: 'text' })]],
  ['a column that appears', [ids(1, 4), ids(5, 8, { b: 1 })]],
  ['a row that changed meanwhile', [ids(1, 4), ids(4, 8, { a: 7.25 })]],
])('%s has the table written again', async (_, changing) => {
  expect(await ingest(createFakeDatasetDisk(), REPLACE, changing, 4)).toBe(2);
});

test('a value that the contract takes out has the table written again', async () => {
  const disk = createFakeDatasetDisk();
  await ingest(disk, REPLACE, [ids(1, 4)], 4);
  const changing = [ids(1, 5), ids(6, 8, { new: 1 })];
  expect(await ingest(disk, { ...REPLACE, schemaContract: 'discard_value' }, changing, 4)).toBe(2);
});

test('the same again is left as it is', async () => {
  const disk = createFakeDatasetDisk();
  await ingest(disk, REPLACE, [ids(1, 8)], 4);
  const [before] = disk.published.values();
  await ingest(disk, REPLACE, [ids(1, 8)], 4);
  expect([...disk.published.values()]).toEqual([before]);
  expect([...disk.published.values()][0]).toBe(before);
});
