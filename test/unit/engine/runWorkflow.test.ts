import { expect, test } from 'vitest';
import type { Activity } from '../../../src/engine/activity.ts';
import type { HistoryEvent } from '../../../src/model/event.ts';
import { fail } from '../../../src/model/problem.ts';
import { outcomeOf } from '../../../src/model/outcome.ts';
import type { RunState } from '../../../src/model/runState.ts';
import { createRunPorts, failing, fakeActivity, runInMemory, startedEvent, transient } from '../../fakes/run.ts';

const A = 'http://ville.test/a';
const B = 'http://ville.test/b';
const statuses = (state: RunState) => state.sources.map(source => outcomeOf(state, source).status);
const types = (events: readonly { eventType: string }[]) => events.map(event => event.eventType);

const unpaused = {
  eventTime: '2026-11-21T10:00:00.000Z',
  eventType: 'WorkflowExecutionUnpaused',
  attributes: { identity: 'later' },
} as const;

test('takes a Source through the five stages in order', async () => {
  const { state, ran } = await runInMemory([A]);
  expect(ran).toEqual(['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'].map(stage => `${stage} ${A}`));
  expect(statuses(state)).toEqual(['COMPLETED']);
  expect(state.status).toBe('COMPLETED');
});

test('numbers its events without a gap and records each result once', async () => {
  const { events } = await runInMemory([A, B]);
  expect(events.map(event => event.eventId)).toEqual(events.map((_, at) => at + 1));
  const done = events
    .filter(event => event.eventType === 'ActivityTaskCompleted')
    .map(event => event.attributes.activityId);
  expect(new Set(done).size).toBe(10);
  expect(done.length).toBe(10);
});

test('waits as the policy says, then goes on', async () => {
  const ports = createRunPorts();
  const { state, events } = await runInMemory([A], {
    ports,
    activities: { SCRAPING: failing('SCRAPING', transient(), transient()) },
  });
  const waits = events
    .filter(event => event.eventType === 'TimerStarted')
    .map(event => event.attributes.startToFireTimeoutMs);
  expect(waits).toEqual([1000, 2000]);
  expect(types(events).filter(type => type === 'TimerFired').length).toBe(2);
  expect(ports.clock.sleeps.filter(ms => ms === 1000 || ms === 2000)).toEqual([1000, 2000]);
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test('obeys Retry-After rather than the policy', async () => {
  const { events } = await runInMemory([A], { activities: { SCRAPING: failing('SCRAPING', transient(7000)) } });
  expect(events.find(event => event.eventType === 'TimerStarted')?.attributes).toMatchObject({
    startToFireTimeoutMs: 7000,
  });
});

test('gives up after the last attempt, keeps the reason, and goes on with the other Sources', async () => {
  const never: Activity = async (context, source) => {
    if (source.uri === A) throw transient();
    return fakeActivity('SCRAPING')(context, source);
  };
  const { state } = await runInMemory([A, B], { activities: { SCRAPING: never } });
  expect(statuses(state)).toEqual(['ERROR', 'COMPLETED']);
  expect(state.sources[0]!.activities.get('SCRAPING')).toMatchObject({
    attempt: 3,
    failure: { code: 'http_status', uri: A },
  });
});

test('does not try again what no second try can cure', async () => {
  const { state } = await runInMemory([A], {
    activities: { SCRAPING: failing('SCRAPING', fail('data', 'http_status', { status: 404 })) },
  });
  expect(state.sources[0]!.activities.get('SCRAPING')!.attempt).toBe(1);
  expect(statuses(state)).toEqual(['ERROR']);
});

test('a bug in one activity ends that Source only, and is told in the log', async () => {
  const ports = createRunPorts();
  const { state } = await runInMemory([A, B], {
    ports,
    activities: { CONVERTION: failing('CONVERTION', new TypeError('x is not a function')) },
  });
  expect(statuses(state).sort()).toEqual(['COMPLETED', 'ERROR']);
  expect(ports.log.lines[0]).toMatchObject({ level: 'error', code: 'unexpected' });
});

test('resumes from the journal: what is done is not done again', async () => {
  const ports = createRunPorts();
  const park = new AbortController();
  const first = await runInMemory([A, B], {
    ports,
    park: park.signal,
    options: { concurrency: 1 },
    onEvent: event => {
      if (event.eventType === 'ActivityTaskCompleted' && event.attributes.activityId === '0-CONVERTION') park.abort();
    },
  });
  expect(types(first.events).at(-1)).toBe('WorkflowExecutionPaused');
  const resumed = { ...unpaused, eventId: first.events.length + 1 };
  const second = await runInMemory([], { ports, events: [...first.events, resumed] });
  const twice = second.ran.filter(activity => first.ran.includes(activity));
  expect(twice).toEqual([]);
  expect(statuses(second.state)).toEqual(['COMPLETED', 'COMPLETED']);
});

test('cancels what waits for a retry', async () => {
  const cancel = new AbortController();
  const { state, events } = await runInMemory([A], {
    cancel: cancel.signal,
    activities: { SCRAPING: failing('SCRAPING', transient(), transient(), transient()) },
    onEvent: event => event.eventType === 'TimerStarted' && cancel.abort(),
  });
  expect(state.status).toBe('CANCELED');
  expect(types(events).slice(-2)).toEqual(['WorkflowExecutionCancelRequested', 'WorkflowExecutionCanceled']);
});

test('cancels what is running, and refuses its late result', async () => {
  const cancel = new AbortController();
  const { state, events } = await runInMemory([A], {
    cancel: cancel.signal,
    activities: {
      SCRAPING: async (context, source) => {
        cancel.abort();
        await Promise.resolve();
        return fakeActivity('SCRAPING')(context, source);
      },
    },
  });
  expect(state.status).toBe('CANCELED');
  expect(types(events)).toContain('ActivityTaskCanceled');
  expect(types(events).filter(type => type === 'ActivityTaskCompleted').length).toBe(1); // CRAWLING, before it.
});

test('gives an attempt up that shows no life', async () => {
  let calls = 0;
  const { state, events } = await runInMemory([A], {
    activities: {
      SCRAPING: (context, source) => {
        calls += 1;
        return calls === 1 ? new Promise(() => undefined) : fakeActivity('SCRAPING')(context, source);
      },
    },
  });
  expect(events.find(event => event.eventType === 'ActivityTaskFailed')?.attributes).toMatchObject({
    failure: { code: 'heartbeat_timeout' },
  });
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test('reuses by key what an earlier run made of the same bytes', async () => {
  const ports = createRunPorts();
  await runInMemory([A], { ports });
  const second = await runInMemory([A], { ports });
  expect(second.ran).toEqual([`CRAWLING ${A}`, `SCRAPING ${A}`, `INDEXING ${A}`]);
  expect(second.state.sources[0]!.activities.get('CONVERTION')).toMatchObject({ reused: true, status: 'COMPLETED' });
});

test('a changed setting re-runs exactly what depends on it', async () => {
  const ports = createRunPorts();
  await runInMemory([A], { ports });
  const second = await runInMemory([A], {
    ports,
    input: { recursive_chunking_config: { chunk_size: 100, chunk_overlap: 10 } },
  });
  expect(second.ran).not.toContain(`CONVERTION ${A}`);
  expect(second.ran).toContain(`CHUNKING ${A}`);
});

test('changed code re-runs its stage', async () => {
  const ports = createRunPorts();
  await runInMemory([A], { ports });
  const second = await runInMemory([A], { ports, codeVersions: { CONVERTION: '2' } });
  expect(second.ran).toContain(`CONVERTION ${A}`);
});

test('runs one stage alone, on what an earlier run left', async () => {
  const ports = createRunPorts();
  await runInMemory([A], { ports });
  const { ran, state } = await runInMemory([A], { ports, options: { only: 'CONVERTION' } });
  expect(ran).toEqual([`CONVERTION ${A}`]);
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test('makes anew what a deleted run took along, and only that', async () => {
  const ports = createRunPorts();
  await runInMemory([A], { ports });
  const converted = [...ports.artifacts.files.keys()].filter(path => path.endsWith('.md'));
  expect(converted).toHaveLength(1);
  for (const path of converted) ports.artifacts.files.delete(path);
  const { ran, state } = await runInMemory([A], { ports, options: { from: 'CHUNKING' } });
  expect(ran).toEqual([`CONVERTION ${A}`, `CHUNKING ${A}`, `INDEXING ${A}`]);
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test('says so when there is nothing to run a stage on', async () => {
  const { state } = await runInMemory([A], { options: { from: 'CONVERTION' } });
  expect(outcomeOf(state, state.sources[0]!).reason).toMatchObject({ code: 'no_earlier_result' });
});

test('pages downloaded before start after scraping', async () => {
  const ports = createRunPorts();
  const source = { uri: A, current_stage: 'SCRAPING', current_status: 'COMPLETED', raw_file_path: 'a.html' } as const;
  const given = {
    ...ports,
    artifacts: { ...ports.artifacts, readInput: async () => new TextEncoder().encode('<p>A') },
  };
  const { ran, state } = await runInMemory([source], { ports: given });
  expect(ran.map(activity => activity.split(' ')[0])).toEqual(['CONVERTION', 'CHUNKING', 'INDEXING']);
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test("a second spelling is the first one's alias", async () => {
  const { state, ran } = await runInMemory([A, `${A}#tarifs`]);
  expect(statuses(state)).toEqual(['COMPLETED', 'ALIAS']);
  expect(outcomeOf(state, state.sources[1]!).aliasOf).toBe(A);
  expect(ran.filter(activity => activity.startsWith('SCRAPING')).length).toBe(1);
});

test('equal content is indexed once, under the address that comes first', async () => {
  const same: Activity = async (context, source) => {
    await context.ports.artifacts.write(context.artifactPath, 'the same page');
    return { source: { ...source, raw_file_path: context.artifactPath } };
  };
  const { state, ran } = await runInMemory([A, B], { activities: { SCRAPING: same } });
  expect(statuses(state)).toEqual(['COMPLETED', 'ALIAS']);
  expect(ran.filter(activity => activity.startsWith('INDEXING'))).toEqual([`INDEXING ${A}`]);
});

test('a page that was left aside ends without fault', async () => {
  const skip: Activity = async (_context, source) => ({
    source,
    skipped: { code: 'empty_page', params: { uri: source.uri } },
  });
  const { state } = await runInMemory([A], { activities: { CONVERTION: skip } });
  expect(statuses(state)).toEqual(['SKIPPED']);
  expect(state.sources[0]!.source).toMatchObject({
    current_status: 'ERROR',
    error: 'empty_page',
    metadata: { outcome: 'SKIPPED' },
  });
});

test('admits links level by level, whichever page answers first', async () => {
  const links: Record<string, string[]> = {
    [A]: ['c', 'd'],
    'http://ville.test/c': ['e'],
    'http://ville.test/d': ['f', 'e'],
  };
  const crawl: Activity = async (context, source) => {
    if (source.uri.endsWith('/c')) await context.ports.clock.sleep(50);
    const found = (links[source.uri] ?? []).map(name => `http://ville.test/${name}`);
    const depth = (source.max_depth ?? 0) - 1;
    return {
      source,
      discovered: depth < 0 ? [] : found.map(uri => ({ uri, max_depth: depth, parent_uri: source.uri })),
    };
  };
  const { state } = await runInMemory([{ uri: A, max_depth: 2 }], { activities: { CRAWLING: crawl } });
  expect(state.sources.map(source => source.source.uri.at(-1))).toEqual(['a', 'c', 'd', 'e', 'f']);
  expect(state.sources.map(source => source.level)).toEqual([0, 1, 1, 2, 2]);
});

test('max_pages leaves links out, and counts them', async () => {
  const crawl: Activity = async (_context, source) => ({
    source,
    discovered: ['b', 'c', 'd'].map(name => ({ uri: `http://ville.test/${name}` })),
  });
  const { state } = await runInMemory([{ uri: A, max_depth: 1 }], {
    activities: { CRAWLING: crawl },
    input: { crawling_config: { max_pages: 2 } },
  });
  expect(state.sources.length).toBe(2);
  expect(state.leftOut).toBe(2);
});

test('no stages asked: every Source is listed and nothing runs', async () => {
  const { state, ran } = await runInMemory([A], { input: { stages: [] } });
  expect(ran).toEqual([]);
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test('a full disk stops the run, is no fault of a Source, and a resume goes on', async () => {
  const ports = createRunPorts();
  const events: HistoryEvent[] = [];
  const full = fail('config', 'disk_full', { path: 'a.md' });
  const stopped = runInMemory([A], {
    ports,
    activities: { CONVERTION: failing('CONVERTION', full) },
    onEvent: event => void events.push(event),
  });
  await expect(stopped).rejects.toBe(full);
  expect(types(events)).not.toContain('ActivityTaskFailed');
  const resumed = { ...unpaused, eventId: events.length + 2 };
  const { state } = await runInMemory([], { ports, events: [startedEvent([A]), ...events, resumed] });
  expect(statuses(state)).toEqual(['COMPLETED']);
});

test('a journal that gives out is no fault of the activity, and stops what is in flight before the run lets go', async () => {
  const broken = fail('config', 'journal_not_written');
  const appended: string[] = [];
  let wasStopped = false;
  const slow: Activity = async (context, source) => {
    if (source.uri === A) return { source };
    return new Promise((_, reject) =>
      context.signal.addEventListener('abort', () => {
        wasStopped = true;
        reject(broken);
      }),
    );
  };
  const stopped = runInMemory([A, B], {
    activities: { SCRAPING: slow },
    append: event => {
      if (event.eventType === 'ActivityTaskCompleted' && event.attributes.activityType === 'SCRAPING') throw broken;
      appended.push(event.eventType);
    },
  });
  await expect(stopped).rejects.toBe(broken);
  expect(wasStopped).toBe(true);
  expect(appended).not.toContain('ActivityTaskFailed');
});

test('a file that was changed from outside is not taken for what the run wrote', async () => {
  const ports = createRunPorts();
  const { state } = await runInMemory([A], {
    ports,
    onEvent: event => {
      if (event.eventType !== 'ActivityTaskCompleted' || event.attributes.activityType !== 'CONVERTION') return;
      ports.artifacts.files.set(event.attributes.artifact ?? '', new TextEncoder().encode('by hand'));
    },
  });
  expect(state.sources[0]!.activities.get('CHUNKING')?.failure).toMatchObject({
    code: 'artifact_changed',
    kind: 'data',
  });
});

test('where in the program a bug was stands in the debug log only', async () => {
  const ports = createRunPorts();
  await runInMemory([A], { ports, activities: { CONVERTION: failing('CONVERTION', new TypeError('x')) } });
  expect(ports.log.lines.filter(line => 'stack' in line.fields).map(line => line.level)).toEqual(['debug']);
});
