import { describe, expect, test } from 'vitest';
import type { Activity } from '../../../src/engine/activity.ts';
import type { EventBody, HistoryEvent, JournalEvent } from '../../../src/model/event.ts';
import { outcomeOf } from '../../../src/model/outcome.ts';
import { fail, ProblemError } from '../../../src/model/problem.ts';
import { foldRun } from '../../../src/model/runState.ts';
import { createRunPorts, failing, fakeActivity, runInMemory, startedEvent, transient } from '../../fakes/run.ts';
import { createVirtualClock } from '../../fakes/virtualClock.ts';

const A = 'http://ville.test/a';
const B = 'http://ville.test/b';
const T0 = Date.parse('2026-11-21T09:00:00.000Z');

/** Stopped at the first event of this type: as a killed engine leaves it, without a last word. */
async function killedAt(eventType: HistoryEvent['eventType'], activities: Partial<Record<'SCRAPING', Activity>> = {}) {
  const ports = createRunPorts();
  const park = new AbortController();
  const { events } = await runInMemory([A], {
    ports,
    activities,
    park: park.signal,
    onEvent: event => event.eventType === eventType && isOf(event, 'SCRAPING') && park.abort(),
  });
  return events.slice(0, events.findIndex(event => event.eventType === eventType && isOf(event, 'SCRAPING')) + 1);
}

const isOf = ({ attributes }: HistoryEvent, stage: string) =>
  'activityType' in attributes && attributes.activityType === stage;

/** The same run, gone on with so many milliseconds after its first event. */
function resumed(events: readonly HistoryEvent[], afterMs: number, body?: EventBody) {
  const eventTime = new Date(T0 + afterMs).toISOString();
  const first = body ?? ({ eventType: 'WorkflowExecutionUnpaused', attributes: { identity: 'later' } } as const);
  const clock = createVirtualClock(eventTime);
  const run = (options: Parameters<typeof runInMemory>[1] = {}) =>
    runInMemory([], {
      ports: { ...createRunPorts(), clock },
      events: [...events, { ...first, eventId: events.length + 1, eventTime }],
      ...options,
    });
  return { clock, run };
}

const attemptsOf = (events: readonly HistoryEvent[]) =>
  events.flatMap(event =>
    event.eventType === 'ActivityTaskStarted' && isOf(event, 'SCRAPING') ? [event.attributes.attempt] : [],
  );

describe('a timer survives a restart', () => {
  const waiting = () => killedAt('TimerStarted', { SCRAPING: failing('SCRAPING', transient(10_000)) });

  test('and is waited for to its end', async () => {
    const { clock, run } = resumed(await waiting(), 4_000);
    const { events } = await run();
    expect(clock.sleeps).toContain(6_000);
    expect(events.at(-1)?.eventType).toBe('WorkflowExecutionCompleted');
  });

  test('and fires at once when its time has passed meanwhile', async () => {
    const { clock, run } = resumed(await waiting(), 60_000);
    expect((await run()).state.status).toBe('COMPLETED');
    expect(clock.sleeps.filter(ms => ms <= 10_000)).toEqual([]);
  });

  test.each([-86_400_000, 86_400_000])('a clock that jumped %d ms makes nobody wait longer than it', async jumpMs => {
    const { clock, run } = resumed(await waiting(), jumpMs);
    expect((await run()).state.status).toBe('COMPLETED');
    for (const ms of clock.sleeps) expect(ms).toBeLessThanOrEqual(10_000);
    for (const ms of clock.sleeps) expect(ms).toBeGreaterThanOrEqual(0);
  });

  test('a tail torn between the failure and its timer leaves no timer that fires', async () => {
    const events = (await waiting()).filter(event => event.eventType !== 'TimerStarted');
    const { events: all, state } = await resumed(events, 1_000).run();
    expect(all.map(event => event.eventType)).not.toContain('TimerFired');
    expect(state.status).toBe('COMPLETED');
  });
});

test('a clock that jumps a day while a retry is waited for makes it wait no longer', async () => {
  for (const jump of [-86_400_000, 86_400_000]) {
    const clock = createVirtualClock();
    const { state } = await runInMemory([A], {
      ports: { ...createRunPorts(), clock },
      activities: { SCRAPING: failing('SCRAPING', transient(5_000), transient(5_000)) },
      onEvent: event => event.eventType === 'TimerStarted' && clock.jump(jump),
    });
    expect(state.status).toBe('COMPLETED');
    for (const ms of clock.sleeps) expect(ms).toBeLessThanOrEqual(5_000);
  }
});

test('an attempt that a crash cut short is counted, and is no failure', async () => {
  const { events, state } = await resumed(await killedAt('ActivityTaskStarted'), 1_000).run();
  expect(attemptsOf(events)).toEqual([1, 2]);
  expect(state.sources[0]!.activities.get('SCRAPING')).toMatchObject({ attempt: 2, failures: 0, status: 'COMPLETED' });
});

test('code that changed between pause and resume schedules the stage anew and goes on counting its attempts', async () => {
  const cut = await killedAt('ActivityTaskStarted');
  const { events } = await resumed(cut, 1_000).run({ codeVersions: { SCRAPING: '2' } });
  const scheduled = events.filter(event => event.eventType === 'ActivityTaskScheduled' && isOf(event, 'SCRAPING'));
  expect(scheduled.length).toBe(2);
  expect(attemptsOf(events)).toEqual([1, 2]);
});

test('retrying what failed in a killed run also goes on with what was in flight', async () => {
  const retry = {
    eventType: 'WorkflowExecutionSignaled',
    attributes: { signalName: 'retryFailed', identity: 'x' },
  } as const;
  const { state } = await resumed(await killedAt('ActivityTaskStarted'), 1_000, retry).run();
  expect(outcomeOf(state, state.sources[0]!).status).toBe('COMPLETED');
});

test('a canceled run that waited for a retry goes on with its wait', async () => {
  const cancel = new AbortController();
  const { events } = await runInMemory([A], {
    cancel: cancel.signal,
    activities: { SCRAPING: failing('SCRAPING', transient(10_000)) },
    onEvent: event => event.eventType === 'TimerStarted' && cancel.abort(),
  });
  const { state } = await resumed(events, 1_000).run();
  expect(state.status).toBe('COMPLETED');
});

test('a run that is canceled before its first activity starts nothing', async () => {
  const { ran, state } = await runInMemory([A, B], { cancel: AbortSignal.abort() });
  expect(ran).toEqual([]);
  expect(state.status).toBe('CANCELED');
});

test('an attempt that beats is waited for, however long it takes', async () => {
  const slow: Activity = async (context, source) => {
    for (let minute = 0; minute < 10; minute += 1) {
      await context.ports.clock.sleep(50_000);
      context.heartbeat();
    }
    return fakeActivity('SCRAPING')(context, source);
  };
  const { events } = await runInMemory([A], { activities: { SCRAPING: slow } });
  expect(attemptsOf(events)).toEqual([1]);
});

test('what an attempt that was given up brings late is refused, and its file is not written over', async () => {
  const ports = createRunPorts();
  let calls = 0;
  let refusal: unknown;
  const late: Activity = async (context, source) => {
    calls += 1;
    if (calls > 1) await context.ports.clock.sleep(2_000);
    if (calls > 1) return fakeActivity('SCRAPING')(context, source);
    await context.ports.clock.sleep(61_500); // Without a beat: 60 s are too many, and the next attempt starts 1 s later.
    await context.ports.artifacts.write(context.artifactPath, 'late').catch((error: unknown) => (refusal = error));
    return { source: { ...source, raw_file_path: 'late.html' } };
  };
  const { events, state } = await runInMemory([A], { ports, activities: { SCRAPING: late } });
  expect(attemptsOf(events)).toEqual([1, 2]);
  expect(refusal).toBeInstanceOf(ProblemError);
  const done = events.filter(event => event.eventType === 'ActivityTaskCompleted' && isOf(event, 'SCRAPING'));
  expect(done.length).toBe(1);
  expect(ports.artifacts.text(state.sources[0]!.source.raw_file_path ?? '')).toBe(`SCRAPING(${A})`);
  expect(outcomeOf(state, state.sources[0]!).status).toBe('COMPLETED');
});

test('a bug in the loop itself fails the run, and says so', async () => {
  const ports = createRunPorts();
  let calls = 0;
  const now = () => {
    calls += 1;
    if (calls === 8) throw new TypeError('the loop has a bug');
    return new Date(T0);
  };
  const events: JournalEvent[] = [];
  const broken = runInMemory([A], {
    ports: { ...ports, clock: { ...ports.clock, now } },
    append: event => void events.push(event),
  });
  await expect(broken).rejects.toThrow('the loop has a bug');
  expect(events.at(-1)).toMatchObject({
    eventType: 'WorkflowExecutionFailed',
    attributes: { failure: { kind: 'system', code: 'unexpected' } },
  });
  expect(foldRun([startedEvent([A]), ...events])).toMatchObject({ status: 'FAILED', failure: { kind: 'system' } });
});

test('a file of this run that is gone is named, and only its Source ends', async () => {
  const ports = createRunPorts();
  const { state } = await runInMemory([A, B], {
    ports,
    onEvent: event => {
      if (event.eventType === 'ActivityTaskCompleted' && event.attributes.activityId === '0-CONVERTION')
        ports.artifacts.files.delete(event.attributes.artifact ?? '');
    },
  });
  expect(state.sources[0]!.activities.get('CHUNKING')?.failure).toMatchObject({
    kind: 'data',
    code: 'artifact_missing',
  });
  expect(outcomeOf(state, state.sources[1]!).status).toBe('COMPLETED');
});

test.each(['disk_full', 'artifact_not_written'])('%s stops the run, and is no fault of a Source', async code => {
  const stopped = runInMemory([A], {
    activities: { SCRAPING: failing('SCRAPING', fail('config', code, { path: 'a' })) },
  });
  await expect(stopped).rejects.toMatchObject({ problem: { code } });
});

test('run again, the input makes anew the file that was changed, and reuses the rest', async () => {
  const ports = createRunPorts();
  const { state } = await runInMemory([A, B], { ports });
  const changed = state.sources[0]!.source.converted_md_path ?? '';
  ports.artifacts.files.set(changed, new TextEncoder().encode('by hand'));
  const { ran } = await runInMemory([A, B], { ports });
  expect(ran.filter(activity => /CONVERTION|CHUNKING/.test(activity))).toEqual([`CONVERTION ${A}`]);
});
