import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../../src/model/event.ts';
import { outcomeOf } from '../../../src/model/outcome.ts';
import { foldRun, type RunState } from '../../../src/model/runState.ts';
import { linkedSite as site, nameOf, SITE_ROOT as ROOT } from '../../fakes/linkedSite.ts';
import { createRunPorts, runInMemory } from '../../fakes/run.ts';

const outcomesOf = (state: RunState) =>
  state.sources.map(source => [nameOf(source.source.uri), source.level, outcomeOf(state, source)]);

const indexed = (events: readonly HistoryEvent[]): string[] =>
  events.flatMap(({ eventType, attributes }) =>
    eventType === 'ActivityTaskStarted' && 'activityType' in attributes && attributes.activityType === 'INDEXING'
      ? [nameOf(attributes.uri)]
      : [],
  );

const START = [{ uri: ROOT, max_depth: 3 }];
const delays = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 });
const concurrency = fc.integer({ min: 1, max: 6 });

test('whichever page answers first, a run ends with the same Sources in the same order, indexed in that order', async () => {
  const expected = await runInMemory(START, { activities: site([0]), options: { concurrency: 1 } });
  await fc.assert(
    fc.asyncProperty(delays, concurrency, async (times, places) => {
      const { state, events } = await runInMemory(START, { activities: site(times), options: { concurrency: places } });
      expect(outcomesOf(state)).toEqual(outcomesOf(expected.state));
      expect(indexed(events)).toEqual(['', 'a', 'p', 'b', 'c', 'd']);
    }),
    { numRuns: 8 },
  );
});

test('parked after any event, a run resumes to the same end, and records each result once', async () => {
  const expected = await runInMemory(START, { activities: site([0]), options: { concurrency: 1 } });
  await fc.assert(
    fc.asyncProperty(fc.nat(expected.events.length), delays, async (stopAt, times) => {
      const ports = createRunPorts();
      const park = new AbortController();
      const onEvent = ({ eventId }: HistoryEvent) => eventId > stopAt && park.abort();
      const first = await runInMemory(START, { ports, activities: site(times), park: park.signal, onEvent });
      const { lastEventId, status, lastEventTime } = first.state;
      if (status === 'COMPLETED') return;
      const unpaused: HistoryEvent = {
        eventId: lastEventId + 1,
        eventTime: lastEventTime,
        eventType: 'WorkflowExecutionUnpaused',
        attributes: { identity: 'later' },
      };
      const second = await runInMemory([], { ports, activities: site(times), events: [...first.events, unpaused] });
      expect(outcomesOf(second.state)).toEqual(outcomesOf(expected.state));
      expect(second.events.map(event => event.eventId)).toEqual(second.events.map((_, at) => at + 1));
      const done = second.events.flatMap(({ eventType, attributes }) =>
        eventType === 'ActivityTaskCompleted' && 'activityId' in attributes ? [attributes.activityId] : [],
      );
      expect(new Set(done).size).toBe(done.length);
    }),
    { numRuns: 12 },
  );
});

test('a state folded from a history is the state that made it', async () => {
  const { state, events } = await runInMemory(START, { activities: site([3, 1]) });
  expect(foldRun(events)).toEqual(state);
});

test('a history with events missing, doubled or in another order is folded without a fault', async () => {
  const { events } = await runInMemory(START, { activities: site([3, 1]) });
  const [started, ...rest] = events;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...rest), { maxLength: 60 }), some => {
      const state = foldRun([started!, ...some])!;
      for (const source of state.sources) outcomeOf(state, source);
    }),
    { numRuns: 30 },
  );
});
