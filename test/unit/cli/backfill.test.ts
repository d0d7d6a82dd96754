import { expect, test } from 'vitest';
import type { BackfillDay, BackfillResult } from '../../../src/model/api/describeBackfill.ts';
import { resolveApiInput } from '../../../src/model/api/settings.ts';
import { command, fakeEngine, RUN, type Ran } from './fakeWorld.ts';

const RANGE = ['--base-url', 'http://127.0.0.1:1/', '--start-date', '2026-01-01', '--end-date', '2026-01-02'];
const DAY = { rows: null, file: null, isPlanned: true } as const;

const days: readonly BackfillDay[] = [
  { ...DAY, date: '2026-01-01', state: 'done', rows: 1_200, error: null },
  { ...DAY, date: '2026-01-02', state: 'failed', error: 'http_unavailable' },
];

function backfill(result: Partial<BackfillResult>): Promise<Ran> {
  const settings = resolveApiInput({
    base_url: 'http://127.0.0.1:1/',
    start_date: '2026-01-01',
    end_date: '2026-01-02',
  });
  const found = {
    runId: 'b1',
    settings,
    status: 'partial',
    failure: null,
    days,
    durationMs: 1_000,
    ...result,
  } as const;
  // SAFETY: only what the verb asks for.
  const runs = { backfill: async () => found, close: () => undefined } as never;
  const argv = ['backfill', ...RANGE, '--start-param', 'day'];
  return command(argv, { tty: true, engine: fakeEngine({ openApiRuns: async () => runs }) });
}

test('a backfill of which days failed speaks of days, not of Sources', async () => {
  const { code, out } = await backfill({});
  expect(code).toBe(1);
  expect(out).toContain(
    'Run b1 ended in 1 s; some days failed.\nDays: 2 planned, 1 done, 0 left as they were, 1 failed.',
  );
  expect(out).not.toContain('Sources');
});

test('what an earlier run met is said to be so: only its code is known', async () => {
  const { code, out } = await backfill({ runId: null, status: 'success' });
  expect(code).toBe(0);
  expect(out).toContain('  2026-01-02  failed  an earlier run met http_unavailable\n');
});

test('the history counts the days that failed, and names the dataset', async () => {
  const told = { planned: 10, done: 7, failed: 3, running: [], outputDir: './data/bronze' };
  const runs = async () => [
    { ...RUN, status: 'COMPLETED' as const, counts: { ...RUN.counts, error: 0 }, backfill: told },
  ];
  const { out } = await command(['history'], { tty: true, engine: fakeEngine({ folder: { runs } }) });
  expect(out).toMatch(/^r1 {2}completed, 3 days failed .+ backfill: 7 of 10 days {2}\.\/data\/bronze$/m);
});
