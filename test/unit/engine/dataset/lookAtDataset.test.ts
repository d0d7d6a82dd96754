import { describe, expect, it } from 'vitest';
import {
  compareSchemas,
  lookAtDataset,
  lookAtDay,
  type TableOpening,
} from '../../../../src/engine/dataset/lookAtDataset.ts';
import type { DatasetFolder, TableReader } from '../../../../src/engine/ports.ts';
import { deadLetterId, writeLetter } from '../../../../src/model/dataset/deadLetter.ts';
import { letterState } from '../../../../src/model/dataset/letterState.ts';
import { quarantineLetter } from '../../../../src/model/dataset/quarantine.ts';
import { fail } from '../../../../src/model/problem.ts';
import { nodeHash } from '../../../../src/adapters/hash.ts';
import { createFakeDatasetDisk } from '../../../fakes/dataset.ts';

const MANIFEST = { rows: 3, sha256: 'a', bytes: 900, run: 'r1', content: 'c', keys: null };
const at = '2026-01-04T00:00:00Z';
const watermark = (value: string) => ({ last_updated_at: { column: 'updated_at', value, run: 'r1', at } });
const letter = {
  ...{ id: '0123456789abcdef', reason: { code: 'made_up', params: {} }, kind: 'data' as const, request: null },
  ...{ partitionDate: '2026-01-02', record: { id: 1 }, firstSeen: at, attempts: 1 },
};

function dataset(): DatasetFolder {
  const disk = createFakeDatasetDisk();
  const files = {
    '_state/dataset.json': {
      ...{ base_url: 'http://h/events', primary_key: ['id'], date_column: 'at', time_zone: 'Pacific/Auckland' },
      columns: [{ name: 'id', type: { kind: 'integer' } }],
      load: { watermark_column: 'updated_at', schema_contract: 'evolve', compression: 'snappy', declared: [] },
    },
    '_state/watermarks.json': watermark('2026-01-03T00:00:00Z'),
    '_state/backups/watermarks.json.2026-01-01': watermark('2026-01-01T00:00:00Z'),
    '_state/backups/watermarks.json.2026-01-02': watermark('2026-01-02T00:00:00Z'),
    '_state/backups/watermarks.json.2026-01-03': watermark('2026-01-03T00:00:00Z'),
    '_state/days.json': {
      '2026-01-02': { status: 'done', rows: 3, run: 'r1', at: '2026-01-03T00:00:00Z', error: null },
      '2026-01-05': { status: 'failed', rows: null, run: 'r2', at, error: 'http_status' },
      '2026-01-06': { status: 'done', rows: 3, run: 'r2', at, error: null },
    },
    'partition_date=2026-01-02/_SUCCESS': MANIFEST,
    'partition_date=2026-01-03/_SUCCESS': { ...MANIFEST, bytes: 901 },
    '_dead_letters/r1.jsonl': `${writeLetter(letter, 'r1')}\n`,
  };
  for (const [name, value] of Object.entries(files))
    disk.files.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  for (const date of ['2026-01-02', '2026-01-03'])
    disk.published.set(`partition_date=${date}/part-00000.parquet`, { columns: [], rows: [], bytes: 900 });
  return disk.folder;
}

const TEXT = { kind: 'text' } as const;
const LONG = { kind: 'integer', isLong: true } as const;

const tables: TableOpening = {
  openTableFile: file => {
    if (file.includes('2026-01-03')) return Promise.reject(fail('data', 'table_cut', { path: file }));
    // SAFETY: only the columns are asked for here.
    return Promise.resolve({
      columns: [{ name: 'id', type: file.includes('01-02') ? TEXT : LONG }],
      close: () => Promise.resolve(),
    } as unknown as TableReader);
  },
};

describe('a dataset that is looked at', () => {
  it('says how each known day stands: cut tables are not done, failed days need no folder, lost ones are not told', async () => {
    const look = await lookAtDataset(dataset(), new Date('2026-01-07T12:00:00Z'));
    expect(look?.days.map(({ date, state, error, letters }) => [date, state, error, letters])).toEqual([
      ['2026-01-02', 'done', null, 1],
      ['2026-01-03', 'unfinished', null, 0],
      ['2026-01-05', 'failed', 'http_status', 0],
    ]);
    // Half a day ahead.
    expect(look).toMatchObject({ today: '2026-01-08', files: 2, bytes: 1800, deadLetters: 1, loadedAt: at });
  });

  it('knows what its watermark was before: the last copy that says something else', async () => {
    const look = await lookAtDataset(dataset(), new Date());
    expect(look?.watermarks).toMatchObject([{ value: '2026-01-03T00:00:00Z', before: '2026-01-02T00:00:00Z' }]);
  });

  it('is none where nothing says so', async () => {
    expect(await lookAtDataset(createFakeDatasetDisk().folder, new Date())).toBeNull();
  });

  it('names the days whose tables nobody can read', async () => {
    const { signal } = new AbortController();
    const { days, unread } = await compareSchemas(dataset(), tables, signal);
    expect([days, unread.map(({ date, problem }) => [date, problem.code])]).toEqual([1, [['2026-01-03', 'table_cut']]]);
  });

  it('shows a day whose schema cannot be compared without it', async () => {
    expect(await lookAtDay(dataset(), tables, '2026-01-02')).toMatchObject({ rows: 3, isWhole: true, schema: null });
    expect(await lookAtDay(dataset(), tables, '2026-01-05')).toMatchObject({ run: 'r2', file: null, isWhole: false });
  });
});

describe('what a dead letter waits for', () => {
  const { sha256 } = nodeHash;
  const kept = (draft: Parameters<typeof deadLetterId>[0]) => ({
    ...letter,
    ...draft,
    id: deadLetterId(draft, sha256),
  });

  it('is correction while its record is as it came, a decision in quarantine, else only the replay', () => {
    const refused = kept(letter);
    expect(letterState(refused, sha256)).toBe('correct');
    expect(letterState({ ...refused, record: { id: 2 } }, sha256)).toBe('replay');
    expect(letterState(kept({ ...letter, record: null, request: { url: 'http://h' } }), sha256)).toBe('replay');
    const held = kept(quarantineLetter({ id: 1 }, ['unique'], '2026-01-02'));
    expect(letterState(held, sha256)).toBe('decide');
    expect(letterState({ ...held, record: { id: 2 } }, sha256)).toBe('replay');
  });
});
