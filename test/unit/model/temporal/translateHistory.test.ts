import { describe, expect, test } from 'vitest';
import { foldRun } from '../../../../src/model/runState.ts';
import type {
  Heard,
  PendingActivity,
  ServerAttributes,
  ServerEvent,
} from '../../../../src/model/temporal/serverEvent.ts';
import { createTranslator, LOCAL } from '../../../../src/model/temporal/translateHistory.ts';

const URI = 'https://example.org/';
const KEY = { key: 'k', stage: 'SCRAPING', code: 'c', config: 'f', input: 'i' };
const at = (second: number): string => `2026-11-22T10:00:${String(second).padStart(2, '0')}.000Z`;
const event = (eventId: number, eventType: string, attributes: ServerAttributes = {}): ServerEvent => ({
  ...{ eventId, eventTime: at(eventId), eventType, attributes },
});
const heard = (events: readonly ServerEvent[], pending: readonly PendingActivity[] = [], runId = 'x'): Heard => ({
  ...{ execution: { workflowId: 'run', runId }, isChild: false, events, pending },
});
const started = (input: unknown = { sources: [{ uri: URI }], stages: ['SCRAPING'] }, call?: unknown): ServerEvent =>
  event(1, 'WorkflowExecutionStarted', { workflowType: 'IngestionWorkflow', input: call ? [input, call] : [input] });
const scheduled = (id: number, activityType = 'SCRAPING'): ServerEvent =>
  event(id, 'ActivityTaskScheduled', { activityType, activityId: `${id}`, input: [{ uri: URI }] });
const begun = (id: number, scheduledEventId: number, more: ServerAttributes = {}): ServerEvent =>
  event(id, 'ActivityTaskStarted', { scheduledEventId, attempt: 1, identity: 'w', ...more });
const failure = { message: 'no', kind: 'application', type: 'Oops' } as const;

function translate(...all: readonly Heard[]) {
  const translator = createTranslator(LOCAL);
  const events = all.flatMap(one => translator.take([one]));
  return { events, translator, state: foldRun(events), types: events.map(({ eventType }) => eventType) };
}

describe('a history of the server in our words', () => {
  test('an activity’s result has its key and its path as the work folder knows it', () => {
    const path = '.ingestion-workshop/runs/run/scraping/a.html';
    const result = { artifact: path, sha256: 's', source: { uri: URI, raw_file_path: path }, key: KEY };
    const { events, state } = translate(
      heard([
        ...[started(), scheduled(2), begun(3, 2)],
        event(4, 'ActivityTaskCompleted', { scheduledEventId: 2, result }),
        event(5, 'WorkflowExecutionCompleted'),
      ]),
    );
    expect(events.map(({ eventId }) => eventId)).toEqual([1, 2, 3, 4, 5]);
    const activity = state?.sources[0]?.activities.get('SCRAPING');
    expect(activity).toMatchObject({ status: 'COMPLETED', attempt: 1, artifact: 'runs/run/scraping/a.html', key: KEY });
    expect(state?.sources[0]?.source.raw_file_path).toBe('runs/run/scraping/a.html');
    expect(state?.status).toBe('COMPLETED');
  });

  test('an attempt that waits is told with its failure and the time of the next one, once', () => {
    const pending: PendingActivity = {
      ...{ activityId: '2', activityType: 'SCRAPING', attempt: 2, state: 'SCHEDULED', lastFailure: failure },
      ...{ startedTime: at(3), endedTime: at(4), nextAttemptTime: at(6) },
    };
    const { events, state } = translate(heard([started(), scheduled(2)], [pending]), heard([], [pending]));
    expect(events.slice(2)).toMatchObject([
      { eventType: 'ActivityTaskStarted', attributes: { attempt: 1 } },
      { eventType: 'ActivityTaskFailed', attributes: { attempt: 1, retryState: 'IN_PROGRESS' } },
      { eventType: 'TimerStarted', attributes: { startToFireTimeoutMs: 2000 } },
    ]);
    const activity = state?.sources[0]?.activities.get('SCRAPING');
    expect(activity).toMatchObject({ status: 'WAITING', failure: { code: 'temporal_activity_failed' } });
  });

  test('what the history tells of an attempt that was seen while it was on is not told twice', () => {
    const pending: PendingActivity = {
      ...{ activityId: '2', activityType: 'SCRAPING', attempt: 1, state: 'STARTED', startedTime: at(3) },
    };
    const { types } = translate(heard([started(), scheduled(2)], [pending]), heard([begun(3, 2)]));
    expect(types.filter(type => type === 'ActivityTaskStarted')).toHaveLength(1);
  });

  test('a Problem travels whole; a third attempt says what the second one failed with', () => {
    const problem = { kind: 'data', code: 'http_status', params: { status: 404 } };
    const { state, types } = translate(
      heard([
        ...[started(), scheduled(2), begun(3, 2, { attempt: 3, lastFailure: failure })],
        event(4, 'ActivityTaskFailed', {
          ...{ scheduledEventId: 2, retryState: 'NON_RETRYABLE_FAILURE' },
          failure: { ...failure, details: [problem] },
        }),
      ]),
    );
    expect(state?.sources[0]?.activities.get('SCRAPING')).toMatchObject({
      ...{ status: 'FAILED', attempt: 3, failure: { ...problem, uri: URI } },
    });
    expect(types.filter(type => type === 'ActivityTaskFailed')).toHaveLength(2);
  });

  test('executions that continue as new are one run; one that was ended and goes on says so', () => {
    const next = { ...heard([started(undefined, { done: [] }), scheduled(2)], [], 'y') };
    const continued = translate(
      heard([started(), event(2, 'WorkflowExecutionContinuedAsNew', { newRunId: 'y' })]),
      next,
    );
    expect(continued.types).toEqual(['WorkflowExecutionStarted', 'ActivityTaskScheduled']);
    const again = heard([started(undefined, { done: [], retryFailed: true })], [], 'z');
    const resumed = translate(heard([started(), event(2, 'WorkflowExecutionFailed', { failure })]), again);
    expect(resumed.types.at(-1)).toBe('WorkflowExecutionSignaled');
    expect(resumed.translator.ended()).toBeNull();
  });

  test('links that came by a file are known when the workflow has read all of its pieces', () => {
    const file = { sha256: 'a'.repeat(64) };
    const text = JSON.stringify([`${URI}a`, `${URI}b`]);
    const source = { uri: URI, max_depth: 1 };
    const crawl = (id: number) =>
      event(id, 'ActivityTaskScheduled', { activityType: 'CRAWLING', activityId: '2', input: [source] });
    const read = (id: number, at: number) =>
      event(id, 'ActivityTaskScheduled', {
        activityType: 'CARRIED_READ',
        activityId: `${id}`,
        input: ['run', file, at],
      });
    const done = (id: number, scheduledEventId: number, result: unknown) =>
      event(id, 'ActivityTaskCompleted', { scheduledEventId, result });
    const { state, types } = translate(
      heard([started({ sources: [source] }), crawl(2), begun(3, 2)]),
      heard([done(4, 2, { artifact: null, sha256: null, source, discovered: file, key: KEY })]),
      heard([read(5, 0), begun(6, 5), done(7, 5, { text: text.slice(0, 9), pieces: 2 })]),
      heard([read(8, 1), begun(9, 8), done(10, 8, { text: text.slice(9), pieces: 2 })]),
    );
    expect(state?.sources.map(one => one.source.uri)).toEqual([URI, `${URI}a`, `${URI}b`]);
    expect(types.filter(type => type.startsWith('ActivityTask'))).toHaveLength(3);
  });

  test.each(['signals', 'a file'])('of executions that the server has forgotten, what came by %s is known', way => {
    const file = { sha256: 'b'.repeat(64) };
    const text = JSON.stringify([{ stages: { SCRAPING: 'f'.repeat(64) } }]);
    const pieces = [text.slice(0, 5), text.slice(5)];
    const events = pieces.flatMap((piece, at) =>
      way === 'signals'
        ? [event(at + 2, 'WorkflowExecutionSignaled', { signalName: 'carried', input: [at, piece, 2] })]
        : [
            event(at * 2 + 2, 'ActivityTaskScheduled', { activityType: 'CARRIED_READ', input: ['run', file, at] }),
            event(at * 2 + 3, 'ActivityTaskCompleted', {
              ...{ scheduledEventId: at * 2 + 2, result: { text: piece, pieces: 2 } },
            }),
          ],
    );
    const call = { done: way === 'signals' ? { pieces: 2 } : file };
    const { translator } = translate(heard([started(undefined, call), ...events]));
    const run = translator.run();
    const state = run?.workflowType === 'IngestionWorkflow' ? run.state : undefined;
    expect(state?.sources[0]?.activities.get('SCRAPING')).toMatchObject({ status: 'COMPLETED', attempt: 1 });
  });

  test('a run that was ended from outside leaves nothing running', () => {
    const { state, translator } = translate(
      heard([started(), scheduled(2), begun(3, 2), event(4, 'WorkflowExecutionTerminated', { reason: 'enough' })]),
    );
    expect(translator.ended()).toBe('TERMINATED');
    expect(state).toMatchObject({
      status: 'FAILED',
      failure: { code: 'temporal_terminated', params: { reason: 'enough' } },
    });
    expect(state?.sources[0]?.activities.get('SCRAPING')?.status).toBe('CANCELED');
  });

  test.each([
    ['nulls', { sources: [{ uri: URI, max_depth: null, options: null, metadata: null }], stages: null }],
    ['what is no Source', { sources: [null, 7, { url: 'x' }, { uri: URI, more: { of: 'it' } }], unknown: true }],
  ])('an input of another program with %s is shown', (_, input) => {
    const { state } = translate(heard([started(input), event(2, 'WorkflowExecutionFailed', { failure })]));
    expect(state?.sources.map(({ source }) => source.uri)).toEqual([URI]);
    expect(state?.status).toBe('FAILED');
  });

  test.each([undefined, null, 'text', {}])('an input that is none (%s) is shown as empty', input => {
    expect(translate(heard([started(input === undefined ? null : input)])).state?.sources).toEqual([]);
  });

  test('an answer of another program is read as the workflow reads it: what it drops is kept, an error is a failure', () => {
    const known = { uri: URI, options: { crawling_url_startswith: [URI] }, metadata: { title: 'A' } };
    const asked = (id: number, activityType: string): ServerEvent =>
      event(id, 'ActivityTaskScheduled', { activityType, activityId: `${id}`, input: [known] });
    const answer = { uri: URI, options: null, metadata: { words: 3 }, raw_file_path: 'a.html', error: null };
    const { state } = translate(
      heard([
        ...[started({ sources: [known] }), asked(2, 'PY-scraping_activity'), begun(3, 2)],
        event(4, 'ActivityTaskCompleted', { scheduledEventId: 2, result: answer }),
        ...[asked(5, 'PY-recursive_text_chunking_source_activity'), begun(6, 5)],
        event(7, 'ActivityTaskCompleted', { scheduledEventId: 5, result: { ...answer, error: 'no Markdown' } }),
      ]),
    );
    const [source] = state?.sources ?? [];
    expect(source?.source).toMatchObject({ options: known.options, metadata: { title: 'A', words: 3 } });
    expect(source?.activities.get('CHUNKING')).toMatchObject({
      status: 'FAILED',
      failure: { kind: 'data', code: 'foreign_stage_failed', params: { message: 'no Markdown' } },
    });
  });

  test('an activity of the older programs answers with its Source, or with a list of them', () => {
    const source = { uri: URI, raw_file_path: 'pages/a.html', current_status: 'COMPLETED', metadata: null };
    const done = (id: number, scheduledEventId: number, result: unknown) =>
      event(id, 'ActivityTaskCompleted', { scheduledEventId, result });
    const { state } = translate(
      heard([
        started({ sources: [{ uri: URI, max_depth: 1 }] }),
        ...[
          scheduled(2, 'PY-crawling_activity'),
          begun(3, 2),
          done(4, 2, [source, { uri: `${URI}a`, parent_uri: URI }]),
        ],
        ...[scheduled(5, 'PY-scraping_activity'), begun(6, 5), done(7, 5, source)],
        ...[
          scheduled(8, 'TS_CONVERSION_HTML'),
          begun(9, 8),
          done(10, 8, { ...source, current_status: 'ERROR', error: 'no' }),
        ],
      ]),
    );
    expect(state?.sources.map(one => one.source.uri)).toEqual([URI, `${URI}a`]);
    const [first] = state?.sources ?? [];
    expect(first?.activities.get('SCRAPING')).toMatchObject({ status: 'COMPLETED', artifact: 'pages/a.html' });
    expect(first?.activities.get('CONVERTION')).toMatchObject({
      status: 'FAILED',
      failure: { params: { message: 'no' } },
    });
  });
});
