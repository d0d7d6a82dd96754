import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { decide, remainingMs, type Task } from '../../../src/model/decide.ts';
import type { EventBody, HistoryEvent } from '../../../src/model/event.ts';
import { applyEvent, startRun, type RunState } from '../../../src/model/runState.ts';
import type { Stage } from '../../../src/model/stage.ts';
import { fakeOptions } from '../../fakes/run.ts';

const LIMITS = { concurrency: 4, perHost: 2 };
const T0 = Date.parse('2026-11-21T09:00:00.000Z');

function begin(uris: readonly string[]): RunState {
  const attributes = {
    workflowType: 'IngestionWorkflow',
    workflowId: 'r',
    input: { sources: uris.map(uri => ({ uri })) },
    options: fakeOptions(),
    identity: 'test',
  } as const;
  return startRun({
    eventId: 1,
    eventTime: new Date(T0).toISOString(),
    eventType: 'WorkflowExecutionStarted',
    attributes,
  });
}

function tell(state: RunState, body: EventBody, atMs = T0): void {
  const event: HistoryEvent = { eventId: state.lastEventId + 1, eventTime: new Date(atMs).toISOString(), ...body };
  applyEvent(state, event);
}

/** Completes the stages of the `index`-th Source up to, and without, `until`. */
function bringTo(state: RunState, index: number, until: Stage): void {
  const { source } = state.sources[index]!;
  for (const stage of ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING'] as const) {
    if (stage === until) return;
    const ref = { activityId: `${index}-${stage}`, activityType: stage, uri: source.uri };
    const key = { key: 'k', stage, code: 'c', config: 'f', input: 'i' };
    tell(state, { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...key } });
    const attributes = { ...ref, attempt: 1, artifact: null, sha256: null, source };
    tell(state, { eventType: 'ActivityTaskCompleted', attributes });
  }
}

const startOf = (state: RunState, running: readonly Task[] = []) =>
  decide(state, new Set(state.sources), { nowMs: T0, running, limits: LIMITS }).start.map(
    task => `${task.stage} ${task.source.index}`,
  );

test('starts Sources in their order, as many as there is room for', () => {
  const state = begin(['a', 'b', 'c', 'd', 'e'].map(name => `http://127.0.0.1/${name}`));
  expect(startOf(state)).toEqual(['CRAWLING 0', 'CRAWLING 1', 'CRAWLING 2', 'CRAWLING 3']);
});

test('asks one host only so much at a time, and goes on with another', () => {
  const state = begin(['http://a.test/1', 'http://a.test/2', 'http://a.test/3', 'http://b.test/1']);
  expect(startOf(state)).toEqual(['CRAWLING 0', 'CRAWLING 1', 'CRAWLING 3']);
});

test('a host whose name only looks like this machine is asked as gently as any other', () => {
  const state = begin([1, 2, 3].map(page => `http://localhost.evil.test/${page}`));
  expect(startOf(state)).toEqual(['CRAWLING 0', 'CRAWLING 1']);
});

test('a stage takes only so much at a time, and does not hold up the others', () => {
  const state = begin(['a', 'b', 'c'].map(name => `http://127.0.0.1/${name}`));
  bringTo(state, 0, 'CONVERTION');
  bringTo(state, 1, 'CONVERTION');
  const limits = { ...LIMITS, perStage: { CONVERTION: 1 } };
  const { start } = decide(state, new Set(state.sources), { nowMs: T0, running: [], limits });
  expect(start.map(task => `${task.stage} ${task.source.index}`)).toEqual(['CONVERTION 0', 'CRAWLING 2']);
});

test('a host that has enough does not hold up what asks nobody', () => {
  const state = begin(['http://a.test/1', 'http://a.test/2', 'http://a.test/3']);
  bringTo(state, 2, 'CONVERTION');
  expect(startOf(state)).toEqual(['CRAWLING 0', 'CRAWLING 1', 'CONVERTION 2']);
});

test('indexes in the order of admission, one at a time, whoever is ready first', () => {
  const state = begin(['http://127.0.0.1/a', 'http://127.0.0.1/b', 'http://127.0.0.1/c']);
  bringTo(state, 1, 'INDEXING');
  bringTo(state, 2, 'INDEXING');
  expect(startOf(state)).toEqual(['CRAWLING 0']);
  bringTo(state, 0, 'INDEXING');
  expect(startOf(state)).toEqual(['INDEXING 0']);
  expect(startOf(state, [{ source: state.sources[0]!, stage: 'INDEXING' }])).toEqual([]);
});

test('a wait is never longer than its timer nor negative, whatever the clock does', () => {
  const jump = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
  fc.assert(
    fc.property(fc.nat(2 ** 31), jump, (delayMs, jumpMs) => {
      const left = remainingMs({ wait: { sinceMs: T0, delayMs } }, T0 + jumpMs);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(delayMs);
      if (jumpMs >= delayMs) expect(left).toBe(0);
    }),
  );
});

test('a decision parses no address: thousands may wait behind a slow host', () => {
  const state = begin(Array.from({ length: 50 }, (_, page) => `http://a.test/${page}`));
  vi.stubGlobal('URL', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(startOf(state).length).toBeGreaterThan(0);
});
