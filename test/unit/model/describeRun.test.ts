import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newestFirst, summariseRun } from '../../../src/model/describeRun.ts';
import { foldRun } from '../../../src/model/runState.ts';
import { failing, runInMemory, transient } from '../../fakes/run.ts';

test('a run that nobody holds is PARKED until it has ended', async () => {
  const { state } = await runInMemory(['http://ville.test/a']);
  expect(summariseRun(state, null).status).toBe('COMPLETED');
  state.status = 'RUNNING';
  expect(summariseRun(state, null)).toMatchObject({ status: 'PARKED', owner: null });
  expect(summariseRun(state, 'pid 1 on host')).toMatchObject({ status: 'RUNNING', owner: 'pid 1 on host' });
});

test('Sources that wait for their next attempt are counted', async () => {
  const activities = { SCRAPING: failing('SCRAPING', transient()) };
  const { state, events } = await runInMemory(['http://ville.test/a', 'http://ville.test/b'], { activities });
  expect(summariseRun(state, null).waiting).toBe(0);
  const atWait = foldRun(events.slice(0, events.findIndex(event => event.eventType === 'TimerStarted') + 1));
  if (!atWait) throw new Error('nobody waited');
  expect(summariseRun(atWait, 'pid 1')).toMatchObject({ waiting: 1, open: 2 });
});

test('a list of runs is the same in whatever order they were found', async () => {
  const { state } = await runInMemory(['http://ville.test/a']);
  const runs = ['a1', 'b1', 'c2', 'd2'].map(runId => ({
    ...summariseRun(state, null),
    runId,
    startedAt: `2026-11-21T09:00:0${runId[1]}.000Z`,
  }));
  fc.assert(
    fc.property(fc.shuffledSubarray(runs, { minLength: 4 }), found => {
      expect(newestFirst(found).map(run => run.runId)).toEqual(['d2', 'c2', 'b1', 'a1']);
    }),
  );
});

test('a Source that was canceled has not ended: it is no error', async () => {
  const { state } = await runInMemory(['http://ville.test/a', 'http://ville.test/b']);
  const last = [...(state.sources[1]?.activities.values() ?? [])].at(-1);
  if (last) last.status = 'CANCELED';
  expect(summariseRun(state, null)).toMatchObject({ counts: { completed: 1, error: 0 }, open: 1 });
});
