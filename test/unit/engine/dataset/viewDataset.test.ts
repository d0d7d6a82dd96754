import { describe, expect, it } from 'vitest';
import { checkStateText, keepState } from '../../../../src/engine/dataset/stateFiles.ts';
import { viewDataset, viewPartitions } from '../../../../src/engine/dataset/viewDataset.ts';
import { createFakeDatasetDisk } from '../../../fakes/dataset.ts';

const MANIFEST = { rows: 3, sha256: 'a', bytes: 900, run: 'r1', content: 'c', keys: null };
const DATASET = {
  ...{ base_url: 'http://h/events', primary_key: ['id'], date_column: 'at', time_zone: 'UTC' },
  columns: [{ name: 'id', type: { kind: 'integer' } }],
  load: { watermark_column: 'updated_at', schema_contract: 'evolve', compression: 'snappy', declared: [] },
};
const WATERMARK = { column: 'updated_at', value: '2026-01-02T00:00:00Z', run: 'r1', at: '2026-01-03T00:00:00Z' };

function dataset(files: Readonly<Record<string, unknown>> = {}) {
  const disk = createFakeDatasetDisk();
  const all = {
    '_state/dataset.json': DATASET,
    '_state/watermarks.json': { last_updated_at: WATERMARK },
    '_state/days.json': {
      '2026-01-03': { status: 'failed', rows: null, run: 'r2', at: '2026-01-04T00:00:00Z', error: 'table_cut' },
    },
    'partition_date=2026-01-01/_SUCCESS': { ...MANIFEST, rows: 0, bytes: 0, sha256: null },
    'partition_date=2026-01-02/_SUCCESS': MANIFEST,
    'partition_date=2026-01-03/_SUCCESS': MANIFEST,
    'partition_date=2026-01-04/.part.unfinished': '',
    ...files,
  };
  for (const [name, value] of Object.entries(all))
    disk.files.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  disk.published.set('partition_date=2026-01-02/part-00000.parquet', { columns: [], rows: [], bytes: 900 });
  return disk.folder;
}

describe('a dataset in a list', () => {
  it('says what stands in its folder', async () => {
    expect(await viewDataset(dataset())).toEqual({
      ...{ folder: '/data', baseUrl: 'http://h/events', primaryKey: ['id'], dateColumn: 'at', columns: 1 },
      watermarks: [{ kind: 'last_updated_at', ...WATERMARK }],
      dates: ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'],
      ...{ deadLetters: 0, verdict: null, problem: null },
    });
  });

  it('is none where nothing says so', async () => {
    expect(await viewDataset(createFakeDatasetDisk().folder)).toBeNull();
  });

  it('that somebody edited into nonsense is shown, with its place', async () => {
    const broken = dataset({ '_state/watermarks.json': '{\n  "last_id": {"value": true}\n}' });
    const view = await viewDataset(broken);
    expect(view).toMatchObject({ watermarks: [], baseUrl: 'http://h/events' });
    expect(view?.problem).toMatchObject({ code: 'state_invalid', file: '/data/_state/watermarks.json', line: 2 });
  });

  it('says that the states of its days cannot be read, and shows the rest', async () => {
    const view = await viewDataset(dataset({ '_state/days.json': '{ "2026-01-03": ' }));
    expect(view?.problem).toMatchObject({ code: 'state_invalid', file: '/data/_state/days.json' });
    expect(view?.dates).toHaveLength(4);
  });

  it('tells days that are done, empty, failed and torn apart', async () => {
    const dates = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
    const days = await viewPartitions(dataset(), dates);
    expect(days.map(({ state, rows, bytes, file, run, error }) => [state, rows, bytes, file, run, error])).toEqual([
      ['done', 0, null, null, 'r1', null],
      ['done', 3, 900, 'partition_date=2026-01-02/part-00000.parquet', 'r1', null],
      ['failed', 3, null, null, 'r2', 'table_cut'],
      ['unfinished', null, null, null, null, null],
    ]);
  });
});

describe('the last verdict', () => {
  const verdict = { verdict: 'warned', at: '2026-01-03T00:00:00Z', rows: 3, sha256: 'a', rules: ['range'] };

  it('is shown of the days that are as they were when they were validated, and the worst of their dataset', async () => {
    const failed = { ...verdict, verdict: 'failed', sha256: 'before' };
    const file = { '2026-01-02': verdict, '2026-01-03': failed, '2026-01-09': { ...failed, sha256: 'a' } };
    const folder = dataset({ '_state/validations.json': file });
    const days = await viewPartitions(folder, ['2026-01-01', '2026-01-02', '2026-01-03']);
    expect(days.map(day => day.verdict)).toEqual([null, verdict, null]);
    expect((await viewDataset(folder))?.verdict).toBe('warned');
  });
});

describe('a state file that is edited', () => {
  const file = '/data/_state/watermarks.json';

  it('is told where it would not be read', () => {
    expect(checkStateText(file, JSON.stringify({ last_updated_at: WATERMARK }))).toBeNull();
    expect(checkStateText(file, '{\n  "last_id": {"value": true}\n}')).toMatchObject({
      code: 'state_invalid',
      line: 2,
    });
    expect(checkStateText(file, '{')).toMatchObject({ code: 'state_invalid' });
    expect(checkStateText('/data/_state/other.json', '{')).toBeNull();
  });

  it('is kept as it was', async () => {
    const folder = dataset();
    const copy = await keepState(folder, '_state/watermarks.json', new Date('2026-01-05T00:00:00Z'));
    expect(copy).toBe('_state/backups/watermarks.json.2026-01-05T00-00-00-000Z');
    expect(await folder.read(copy ?? '')).toBe(await folder.read('_state/watermarks.json'));
    expect(await keepState(createFakeDatasetDisk().folder, '_state/watermarks.json', new Date())).toBeNull();
  });
});
