import { describe, expect, test } from 'vitest';
import { afterAttempts } from '../../../src/model/afterAttempt.ts';
import type { HistoryEvent } from '../../../src/model/event.ts';
import { briefEvent, type HistoryBatch } from '../../../src/model/history.ts';
import { markdownRow } from '../../../src/model/historyMarkdown.ts';
import { timeAxis, ticks } from '../../../src/model/timeAxis.ts';
import { addEvents, newTimeline, type Timeline } from '../../../src/model/timeline.ts';
import { failing, runInMemory, transient } from '../../fakes/run.ts';
import { processorMs } from '../../fakes/processorTime.ts';

const URI = 'http://ville.test/a';

function batchOf(events: readonly HistoryEvent[]): Pick<HistoryBatch, 'events' | 'uris'> {
  const uris: string[] = [];
  const placeOf = (uri: string) => (uris.includes(uri) ? uris.indexOf(uri) : uris.push(uri) - 1);
  return { events: events.map(event => briefEvent(event, placeOf)), uris };
}

function timelineOf(events: readonly HistoryEvent[]): Timeline {
  const timeline = newTimeline();
  addEvents(timeline, batchOf(events));
  return timeline;
}

const kinds = (timeline: Timeline, uri = URI) => timeline.rows.get(uri)?.bars.map(({ kind }) => kind);

/** Written again as of so many ms later, with ids that go on. */
const later = (events: readonly HistoryEvent[], from: number, ms: number): HistoryEvent[] =>
  events.map((event, at) => ({
    ...event,
    eventId: from + at,
    eventTime: new Date(Date.parse(event.eventTime) + ms).toISOString(),
  }));

describe('a run on its axis', () => {
  test('each activity is a bar, each failure one more, with its wait between them', async () => {
    const activities = { SCRAPING: failing('SCRAPING', transient(), transient()) };
    const { events } = await runInMemory([URI], { activities });
    const timeline = timelineOf(events);
    expect(kinds(timeline)).toEqual(['done', 'failed', 'wait', 'failed', 'wait', 'done', 'done', 'done', 'done']);
    expect(timeline.rows.get(URI)).toMatchObject({ extraAttempts: 2, failures: 2 });
    expect(timeline).toMatchObject({ failures: 2, gaps: [], endedAt: Date.parse(events.at(-1)!.eventTime) });
    const scraping = timeline.rows.get(URI)!.bars.filter(({ activity }) => activity === 'SCRAPING');
    expect(afterAttempts(scraping)).toEqual([
      { why: 'failed', times: 2, reason: { code: 'http_status', params: { status: 503 } } },
    ]);
  });

  test('folded in any parts it is the same', async () => {
    const activities = { CHUNKING: failing('CHUNKING', transient()) };
    const { events } = await runInMemory([URI, 'http://ville.test/b'], { activities });
    const whole = timelineOf(events);
    for (let cut = 0; cut <= events.length; cut += 1) {
      const parts = newTimeline();
      addEvents(parts, batchOf(events.slice(0, cut)));
      addEvents(parts, batchOf(events.slice(cut)));
      expect(parts).toEqual(whole);
    }
  });

  test('what was on when the engine was killed is cut at the last event; nobody drove the run until it was resumed', async () => {
    const { events } = await runInMemory([URI]);
    const killedAfter = events.findIndex(
      ({ eventType, attributes }) =>
        eventType === 'ActivityTaskStarted' && 'activityType' in attributes && attributes.activityType === 'CONVERTION',
    );
    const before = events.slice(0, killedAfter + 1);
    const resumed: HistoryEvent = {
      ...{
        eventId: before.length + 1,
        eventTime: new Date(Date.parse(before.at(-1)!.eventTime) + 3_600_000).toISOString(),
      },
      ...{ eventType: 'WorkflowExecutionUnpaused', attributes: { identity: 'test' } },
    };
    const timeline = timelineOf([
      ...before,
      resumed,
      ...later(events.slice(killedAfter), before.length + 2, 3_600_000),
    ]);
    expect(timeline.gaps).toEqual([
      {
        kind: 'cut',
        from: Date.parse(before.at(-1)!.eventTime),
        to: Date.parse(resumed.eventTime),
        lastId: before.length,
      },
    ]);
    const conversion = timeline.rows.get(URI)!.bars.filter(({ activity }) => activity === 'CONVERTION');
    expect(conversion.map(({ kind }) => kind)).toEqual(['cut', 'done']);
    expect(afterAttempts(conversion)).toMatchObject([{ why: 'cut', lastId: before.length }]);
  });

  test('a run that was parked has a gap from that event on; one that is retried after its end, a rest', async () => {
    const { events } = await runInMemory([URI]);
    const end = Date.parse(events.at(-1)!.eventTime);
    const signal: HistoryEvent = {
      ...{ eventId: events.length + 1, eventTime: new Date(end + 1000).toISOString() },
      ...{ eventType: 'WorkflowExecutionSignaled', attributes: { signalName: 'retryFailed', identity: 'test' } },
    };
    const timeline = timelineOf([...events, signal]);
    expect(timeline.gaps).toMatchObject([{ kind: 'rest', from: end, to: end + 1000 }]);
    expect(timeline.endedAt).toBeNull();
    const paused: HistoryEvent = {
      ...signal,
      eventType: 'WorkflowExecutionPaused',
      attributes: { identity: 'a', reason: 'b' },
    };
    expect(timelineOf([...events.slice(0, 4), { ...paused, eventId: 5 }]).gaps).toMatchObject([
      { kind: 'parked', to: null },
    ]);
  });

  test('a hundred thousand events fold in linear time', async () => {
    const { events } = await runInMemory(Array.from({ length: 20 }, (_, at) => `http://ville.test/${at}`));
    const { events: brief, uris } = batchOf(events);
    const many = Array.from({ length: Math.ceil(100_000 / brief.length) }, () => brief).flat();
    expect(await processorMs(() => addEvents(newTimeline(), { events: many, uris }))).toBeLessThan(1_000);
  });
});

describe('the time axis', () => {
  const startedAt = 1_000_000;
  const gaps = [{ kind: 'cut' as const, from: startedAt + 10_000, to: startedAt + 86_400_000, lastId: 9 }];

  test('draws a night without the engine short, and comes back from each place to its time', () => {
    const end = startedAt + 86_410_000;
    const axis = timeAxis({ startedAt, gaps }, end);
    expect(axis.length).toBeCloseTo(20_000 * 1.15, 0);
    for (const at of [startedAt, startedAt + 5000, startedAt + 10_000, startedAt + 40_000_000, end])
      expect(axis.timeAt(axis.placeOf(at))).toBeCloseTo(at, -1);
    const places = [0, 1, 2, 3].map(part => axis.placeOf(startedAt + (part / 3) * (end - startedAt)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('marks round times, none in a gap, no more than there is room for', () => {
    const axis = timeAxis({ startedAt, gaps }, startedAt + 86_410_000);
    const marks = ticks(axis, { startedAt, gaps }, { from: 0, to: axis.length, most: 8 });
    expect(marks.length).toBeGreaterThan(2);
    expect(marks.length).toBeLessThanOrEqual(16);
    expect(marks.every(({ elapsed }) => elapsed <= 10_000 || elapsed >= 86_400_000)).toBe(true);
    expect(marks.every(({ elapsed }) => elapsed % 1000 === 0)).toBe(true);
  });

  test('a run of one event has an axis', () => {
    const axis = timeAxis({ startedAt, gaps: [] }, startedAt);
    expect(axis.length).toBeGreaterThan(0);
    expect(ticks(axis, { startedAt, gaps: [] }, { from: 0, to: axis.length, most: 5 }).length).toBeGreaterThan(0);
  });
});

test('an event as a row of Markdown breaks no table', async () => {
  const { events } = await runInMemory(['http://ville.test/a|b']);
  for (const event of events) expect(markdownRow(event).split(/(?<!\\)\|/)).toHaveLength(7);
});
