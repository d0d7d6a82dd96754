import { expect, test } from 'vitest';
import { summariseRun, viewSource } from '../../../src/model/describeRun.ts';
import type { HistoryEvent } from '../../../src/model/event.ts';
import { fail } from '../../../src/model/problem.ts';
import { foldRun } from '../../../src/model/runState.ts';
import { createRunPorts, failing, runInMemory, type FakeRun } from '../../fakes/run.ts';

const PAGES = ['a', 'b', 'c'].map(name => `http://ville.test/${name}`);

/** A run whose process was killed when so many activities had ended and the last one to start had not. */
async function killed(completed: number, fake: FakeRun = {}) {
  const ports = createRunPorts();
  const { events } = await runInMemory(PAGES, { ports, ...fake });
  let seen = 0;
  const cut = events.findIndex(event => {
    if (event.eventType === 'ActivityTaskCompleted') seen += 1;
    return seen >= completed && event.eventType === 'ActivityTaskStarted';
  });
  return { ports, events: events.slice(0, cut + 1) };
}

const last = (events: readonly HistoryEvent[]) => ({ eventId: events.length + 1, eventTime: events.at(-1)!.eventTime });
const unpaused = (events: readonly HistoryEvent[]): HistoryEvent => ({
  ...last(events),
  eventType: 'WorkflowExecutionUnpaused',
  attributes: { identity: 'test' },
});
const retried = (events: readonly HistoryEvent[]): HistoryEvent => ({
  ...last(events),
  eventType: 'WorkflowExecutionSignaled',
  attributes: { signalName: 'retryFailed', identity: 'test' },
});

const countOf = (events: readonly HistoryEvent[], type: HistoryEvent['eventType']) =>
  events.filter(event => event.eventType === type).length;

test('what was in flight when the process was killed is what had begun and not ended', async () => {
  const { events } = await killed(4);
  const begun = countOf(events, 'ActivityTaskStarted') - countOf(events, 'ActivityTaskCompleted');
  const state = foldRun(events)!;
  expect(begun).toBeGreaterThan(0);
  expect(summariseRun(state, null)).toMatchObject({ status: 'PARKED', inFlight: begun, resumed: null });
});

test('a resume keeps every result that was recorded, and runs again what was in flight', async () => {
  const { ports, events } = await killed(4);
  const { inFlight } = summariseRun(foldRun(events)!, null);
  const { state, events: all } = await runInMemory(PAGES, { ports, events: [...events, unpaused(events)] });
  expect(summariseRun(state, null)).toMatchObject({ inFlight: 0, resumed: { kept: 4, again: inFlight } });
  expect(countOf(all.slice(events.length), 'ActivityTaskStarted')).toBe(15 - 4);
  const stages = state.sources.flatMap(source => viewSource(state, source).stages);
  expect(stages.filter(stage => stage.interruptions === 1 && stage.attempts === 2)).toHaveLength(inFlight);
});

test('until it has begun again, nothing ran again', async () => {
  const { events } = await killed(4);
  expect(summariseRun(foldRun([...events, unpaused(events)])!, 'pid 1').resumed).toEqual({ kept: 4, again: 0 });
});

test('only what failed is tried again', async () => {
  const ports = createRunPorts();
  const broken = { SCRAPING: failing('SCRAPING', fail('data', 'http_status', { status: 404 })) };
  const { events } = await runInMemory(PAGES, { ports, activities: broken });
  const { state, ran } = await runInMemory(PAGES, { ports, events: [...events, retried(events)] });
  expect(ran.every(one => one.endsWith('/a'))).toBe(true);
  expect(ran).toHaveLength(4);
  expect(summariseRun(state, null)).toMatchObject({
    counts: { completed: 3, error: 0 },
    resumed: { kept: 11, again: 1 },
  });
});

test('in a killed run what was in flight goes on with what failed: it comes to its end', async () => {
  const broken = { SCRAPING: failing('SCRAPING', fail('data', 'http_status', { status: 404 })) };
  const { ports, events } = await killed(5, { activities: broken });
  const { state } = await runInMemory(PAGES, { ports, events: [...events, retried(events)] });
  expect(summariseRun(state, null)).toMatchObject({ status: 'COMPLETED', counts: { completed: 3 } });
});
