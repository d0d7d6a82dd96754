import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TableColumn } from '../../../../src/engine/ports.ts';
import {
  dateIn,
  inspectData,
  type InspectPorts,
  type InspectRequest,
} from '../../../../src/engine/quality/inspectData.ts';
import { currentVerdict, readLastVerdicts, rowsBefore } from '../../../../src/engine/quality/lastVerdicts.ts';
import { placeInDataset } from '../../../../src/model/dataset/layout.ts';
import { fileNames } from '../../../../src/model/quality/fileNames.ts';
import type { RuleOutcome } from '../../../../src/model/quality/report.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import type { Row } from '../../../../src/model/table/value.ts';
import { createFakeDatasetDisk, type FakeDatasetDisk } from '../../../fakes/dataset.ts';
import { createFakeClock } from '../../../fakes/ports.ts';

const BASE = { severity: 'error', threshold: { count: 0 }, isSeed: false, place: null } as const;
const RULES: readonly Rule[] = [
  { ...BASE, id: 'range price', kind: 'range', column: 'price', min: 0, max: 100 },
  { ...BASE, id: 'min_rows', kind: 'min_rows', min: 1 },
];

const hash = { sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex') };
const DAY = '2026-03-01';
const OTHER = '2026-03-02';

async function addDay(disk: FakeDatasetDisk, date: string, columns: readonly TableColumn[], rows: readonly Row[]) {
  const table = await disk.tables.openTable(
    { folder: `/data/partition_date=${date}`, name: 'part-00000.parquet' },
    { columns },
  );
  await table.append(rows);
  const { bytes, sha256 } = await table.publish();
  const manifest = { rows: rows.length, sha256, bytes, run: 'r', content: '', keys: null };
  disk.files.set(`partition_date=${date}/_SUCCESS`, JSON.stringify(manifest));
}

/** Two days: prices are integers in the first, where all is well, and texts in the second. */
async function createDays(): Promise<FakeDatasetDisk> {
  const disk = createFakeDatasetDisk();
  const columns = [{ name: '_row', type: { kind: 'text' } }] as const;
  const prices = [1, 2, 3, 4].map(price => ({ price, _row: 'theirs' }));
  await addDay(disk, DAY, [{ name: 'price', type: { kind: 'integer' } }, ...columns], prices);
  const texts = ['500', '6', '7', '8', '900'].map(price => ({ price, _row: 'theirs' }));
  await addDay(disk, OTHER, [{ name: 'price', type: { kind: 'text' } }, ...columns], texts);
  return disk;
}

const outcome = (rule: Rule, failed: number): RuleOutcome => ({
  ...{ rule, verdict: failed > 0 ? 'failed' : 'passed', checked: 9, failed, nulls: 0, samples: [], reason: null },
});

function portsOf(disk: FakeDatasetDisk, written: Map<string, Row[]>, failing: Record<string, number[]>): InspectPorts {
  return {
    openTableFile: disk.tables.openTableFile,
    realPath: async asked => asked.replaceAll('\\', '/'),
    openFormat: async () => ({
      async write({ folder, name }, columns) {
        const rows: Row[] = [];
        return {
          append: async more => void rows.push(...more),
          publish: async () => (
            written.set(`${folder}/${name}`, [Object.fromEntries(columns.map(c => [c.name, c.type.kind])), ...rows]),
            1
          ),
          discard: async () => undefined,
        };
      },
      read: () => {
        throw new Error('not read');
      },
    }),
    async validate({ before, onFailing }) {
      const [range, rows] = RULES;
      if (!range || !rows) throw new Error('rules');
      for (const [file, places] of Object.entries(failing))
        onFailing({ rule: range, file, rows: Uint32Array.from(places) });
      const failed = Object.values(failing).reduce((sum, { length }) => sum + length, 0);
      const rules = [outcome(range, failed), outcome(rows, 0)];
      const report = { file: 'data', rows: 9, columns: ['price'], rules, durationMs: before?.rows ?? -1 };
      return { ...report, validation: failed > 0 ? 'failed' : 'passed' };
    },
    dataset: { ports: { folder: disk.folder, tables: disk.tables, hash, clock: createFakeClock() }, date: null },
  };
}

const REQUEST: InspectRequest = {
  ...{ path: '/data', now: new Date('2026-04-01T00:00:00Z'), signal: new AbortController().signal },
  ...{ before: null, extract: null, quarantine: null },
};

const BAD = {
  [`partition_date=${DAY}/part-00000.parquet`]: [3],
  [`partition_date=${OTHER}/part-00000.parquet`]: [0, 4],
};

describe('an extract', () => {
  test('has the failing rows of a rule whole, with where they stand, whatever their types', async () => {
    const disk = await createDays();
    const written = new Map<string, Row[]>();
    const extract = { outDir: '/out', format: 'parquet' } as const;
    const { extracted } = await inspectData(portsOf(disk, written, BAD), { ...REQUEST, extract });
    expect(extracted).toEqual([{ rule: 'range price', file: '/out/range-price.parquet', rows: 3 }]);
    const place = { _row_: 'theirs', _rule: 'range price' };
    expect(written.get('/out/range-price.parquet')).toEqual([
      { price: 'text', _row_: 'text', _rule: 'text', _file: 'text', _row_group: 'integer', _row: 'integer' },
      { ...place, price: '4', _file: Object.keys(BAD)[0], _row_group: 1, _row: 3 },
      { ...place, price: '500', _file: Object.keys(BAD)[1], _row_group: 0, _row: 0 },
      { ...place, price: '900', _file: Object.keys(BAD)[1], _row_group: 1, _row: 4 },
    ]);
  });

  test('is not written into what is validated', async () => {
    const asked = { ...REQUEST, extract: { outDir: '/data/bad', format: 'csv' } } as const;
    const ports = portsOf(await createDays(), new Map(), {});
    await expect(inspectData(ports, asked)).rejects.toThrow('extract_in_input');
    const day = `/data/partition_date=${DAY}/part-00000.parquet`;
    await expect(inspectData(ports, { ...asked, path: day })).rejects.toThrow('extract_in_input');
  });

  test('of a day is not written into its dataset either', async () => {
    const path = `/data/partition_date=${DAY}`;
    const asked = { ...REQUEST, path, extract: { outDir: '/data/bad', format: 'csv' } } as const;
    await expect(inspectData(portsOf(await createDays(), new Map(), {}), asked)).rejects.toThrow('extract_in_input');
  });

  test('never takes the place of the file that it is from', async () => {
    const disk = await createDays();
    const name = 'range-price.parquet';
    const table = await disk.tables.openTable({ folder: '/own', name }, { columns: [] });
    await table.publish();
    const ports = { ...portsOf(disk, new Map(), { data: [0] }), dataset: null };
    const asked = { ...REQUEST, path: `/own/${name}`, extract: { outDir: '/own', format: 'parquet' } } as const;
    await expect(inspectData(ports, asked)).rejects.toThrow('extract_in_input');
  });

  test('has a name that every system takes', () => {
    expect(fileNames(['a b', 'A-b', '../é', 'con', '?', '', 'x'.repeat(100)])).toEqual([
      ...['a-b', 'A-b-2', 'é', 'rule-con', 'rule', 'rule-2', 'x'.repeat(80)],
    ]);
  });
});

test('a path names a dataset, or a day of it', () => {
  const day = '/data/bronze/partition_date=2026-03-01';
  expect(placeInDataset('/data/bronze')).toEqual({ folder: '/data/bronze', date: null });
  for (const path of [day, `${day}/part-00000.parquet`])
    expect(placeInDataset(path)).toEqual({ folder: '/data/bronze', date: '2026-03-01' });
  expect(placeInDataset('/data/partition_date=new/part-00000.parquet').date).toBeNull();
  const files = ['part-00000.parquet', 'partition_date=2026-03-01/part-00000.parquet', 'a/b.parquet'];
  expect(files.map(dateIn(null))).toEqual([null, '2026-03-01', null]);
  expect(files.map(dateIn('2026-03-02'))[0]).toBe('2026-03-02');
});

describe('the last verdict', () => {
  const found = { [`partition_date=${OTHER}/part-00000.parquet`]: [0] };

  test('is kept by day: a rule that failed on rows tells of the days that hold them', async () => {
    const disk = await createDays();
    await inspectData(portsOf(disk, new Map(), found), REQUEST);
    expect(await readLastVerdicts(disk.folder)).toMatchObject({
      [DAY]: { verdict: 'passed', rows: 4, rules: [], at: '2026-04-01T00:00:00.000Z' },
      [OTHER]: { verdict: 'failed', rows: 5, rules: ['range price'] },
    });
    expect(await rowsBefore({ folder: disk.folder, date: null })).toBe(9);
    // What the next one compares its rows with.
    expect((await inspectData(portsOf(disk, new Map(), {}), REQUEST)).report.durationMs).toBe(9);
  });

  test('of some days says nothing of the rows of all; what was validated as a whole is compared as a whole', async () => {
    const disk = await createDays();
    const whole = portsOf(disk, new Map(), {});
    const day = (date: string): InspectPorts => ({ ...whole, dataset: whole.dataset && { ...whole.dataset, date } });
    const asked = { folder: disk.folder, date: null };
    await inspectData(day(DAY), REQUEST);
    expect(await rowsBefore(asked)).toBeNull();
    expect(await rowsBefore({ ...asked, date: DAY })).toBe(4);
    await inspectData(whole, REQUEST);
    await inspectData(day(OTHER), REQUEST);
    expect(await rowsBefore(asked)).toBe(9);
    await inspectData(day(DAY), REQUEST);
    expect(await rowsBefore(asked)).toBeNull();
    // As they were written before they said it.
    const verdict = { verdict: 'passed', at: '2026-03-05T00:00:00Z', rows: 4, sha256: null, rules: [] };
    disk.files.set('_state/validations.json', JSON.stringify({ [DAY]: verdict }));
    expect([await rowsBefore(asked), await rowsBefore({ ...asked, date: DAY })]).toEqual([null, 4]);
  });

  test('names the rules that it is due to, not those that only warned', async () => {
    const disk = await createDays();
    const ports = portsOf(disk, new Map(), found);
    const validate: typeof ports.validate = async asked => {
      const report = await ports.validate(asked);
      const rules = report.rules.map(one => (one.verdict === 'passed' ? { ...one, verdict: 'warned' as const } : one));
      return { ...report, rules };
    };
    await inspectData({ ...ports, validate }, REQUEST);
    expect(await readLastVerdicts(disk.folder)).toMatchObject({
      [DAY]: { verdict: 'warned', rules: ['min_rows'] },
      [OTHER]: { verdict: 'failed', rules: ['range price'] },
    });
  });

  test('is shown only while the day is the one that was looked at', async () => {
    const disk = await createDays();
    await inspectData(portsOf(disk, new Map(), found), REQUEST);
    const last = (await readLastVerdicts(disk.folder))[OTHER];
    const manifest = { rows: 5, sha256: last?.sha256 ?? '', bytes: 1, run: 'r', content: '', keys: null };
    expect(currentVerdict(last, manifest)?.verdict).toBe('failed');
    expect(currentVerdict(last, { ...manifest, sha256: 'other' })).toBeNull();
    expect(currentVerdict(undefined, manifest)).toBeNull();
  });

  test('is none for a day that was written while it was looked at', async () => {
    const disk = await createDays();
    const ports = portsOf(disk, new Map(), {});
    const validate: typeof ports.validate = async asked => {
      await addDay(disk, OTHER, [{ name: 'price', type: { kind: 'integer' } }], [{ price: 1 }]);
      return ports.validate(asked);
    };
    await inspectData({ ...ports, validate }, REQUEST);
    expect(Object.keys(await readLastVerdicts(disk.folder))).toEqual([DAY]);
  });

  test('that cannot be kept is a warning', async () => {
    const disk = await createDays();
    disk.dieAfter(0);
    const { warnings, report } = await inspectData(portsOf(disk, new Map(), {}), REQUEST);
    expect([warnings[0]?.code, report.validation]).toEqual(['verdict_not_kept', 'passed']);
  });

  test('spoilt by hand is written anew', async () => {
    const disk = await createDays();
    disk.files.set('_state/validations.json', '{"2026-03-01": 7}');
    expect(await readLastVerdicts(disk.folder)).toEqual({});
    await inspectData(portsOf(disk, new Map(), {}), REQUEST);
    expect(Object.keys(await readLastVerdicts(disk.folder))).toEqual([DAY, OTHER]);
  });
});

test('what is no dataset of ours has no quarantine', async () => {
  const ports = { ...portsOf(await createDays(), new Map(), {}), dataset: null };
  const asked = { ...REQUEST, quarantine: { waitSeconds: 0 } };
  await expect(inspectData(ports, asked)).rejects.toThrow('quarantine_no_dataset');
});
