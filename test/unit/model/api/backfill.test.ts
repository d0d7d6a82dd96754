import { describe, expect, it } from 'vitest';
import { planDays, planRanges, refuseBackfill, wholeDays, type KnownDays } from '../../../../src/model/api/backfill.ts';
import { resolveApiInput } from '../../../../src/model/api/settings.ts';

const at = '2026-01-01T00:00:00Z';
const known: KnownDays = {
  done: new Set(['2026-01-01', '2026-01-02']),
  files: new Map([['2026-01-01', '/d/partition_date=2026-01-01/part-00000.parquet']]),
  entries: {
    '2026-01-01': { status: 'done', rows: 5, run: 'r', at, error: null },
    '2026-01-02': { status: 'failed', rows: 5, run: 'r', at, error: 'http_status' },
  },
  today: '2026-01-04',
};
const range = { startDate: '2026-01-01', endDate: '2026-01-05' };

const plannedOf = (mode: 'missing' | 'failed' | 'all'): string[] =>
  planDays(range, { mode }, known)
    .filter(({ isPlanned }) => isPlanned)
    .map(({ date }) => date);

describe('the days of a backfill', () => {
  it('are those that are not done, by its mode, and none that has not come yet', () => {
    expect(plannedOf('missing')).toEqual(['2026-01-02', '2026-01-03', '2026-01-04']);
    expect(plannedOf('failed')).toEqual(['2026-01-02']);
    expect(plannedOf('all')).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']);
  });

  it('are those that were chosen, and no others of the range', () => {
    const dates = ['2026-01-01', '2026-01-03', '2026-01-05'];
    const planned = planDays(range, { mode: 'all', dates }, known).filter(({ isPlanned }) => isPlanned);
    expect(planned.map(({ date }) => date)).toEqual(['2026-01-01', '2026-01-03']);
  });

  it('fail where their last run failed, whatever stands there from before', () => {
    expect(planDays(range, { mode: 'all' }, known).map(({ state }) => state)).toEqual([
      ...['done', 'failed', 'missing', 'missing', 'missing'],
    ]);
    expect(planDays(range, { mode: 'all' }, known)[1]).toMatchObject({ rows: 5, error: 'http_status' });
  });

  it('know the leap day, and the days when clocks are set', () => {
    const none = { ...known, done: new Set<string>(), entries: {}, today: '2026-12-31' };
    const dates = (startDate: string, endDate: string) =>
      planDays({ startDate, endDate }, { mode: 'all' }, none).map(({ date }) => date);
    expect(dates('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(dates('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  });
});

describe('the children of a backfill', () => {
  const days = ['2026-01-01', '2026-01-02', '2026-01-05'];

  it('take a day each where the API can be asked for one', () => {
    expect(planRanges(days, { startParam: 'from' }, true)).toEqual([
      { first: '2026-01-05', last: '2026-01-05' },
      { first: '2026-01-02', last: '2026-01-02' },
      { first: '2026-01-01', last: '2026-01-01' },
    ]);
  });

  it('take days in a row together where each would read the whole list', () => {
    expect(planRanges(days, { startParam: null }, false)).toEqual([
      { first: '2026-01-01', last: '2026-01-02' },
      { first: '2026-01-05', last: '2026-01-05' },
    ]);
  });
});

const INPUT = { base_url: 'http://127.0.0.1/e', start_date: '2026-01-01', end_date: '2026-01-02' };

it('a backfill is refused where nothing tells the days apart', () => {
  const refusal = (more: object) => refuseBackfill(resolveApiInput({ ...INPUT, ...more }))?.code;
  expect(refusal({})).toBe('backfill_needs_day');
  expect(refusal({ date_column: 'day' })).toBeUndefined();
  expect(refusal({ start_param: 'from' })).toBeUndefined();
});

it('the configuration of a daily load serves a backfill: without its watermark, with its column', () => {
  const settings = (more: object) => resolveApiInput(wholeDays({ ...INPUT, date_column: 'day', ...more }));
  expect(settings({ watermark: 'last_updated_at', skip_existing: true })).toMatchObject({
    ...{
      watermark: 'none',
      watermarkColumn: 'updated_at',
      watermarkParam: null,
      write: 'replace',
      skipExisting: false,
    },
  });
  expect(settings({ watermark: 'last_id', write: 'append' })).toMatchObject({ watermark: 'none', write: 'merge' });
  expect(settings({ write: 'merge' }).write).toBe('merge');
});
