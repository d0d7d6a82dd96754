import { describe, expect, it } from 'vitest';
import type { BackfillEvent, BackfillEventBody, ChildRef } from '../../../../src/model/api/backfillEvent.ts';
import { childId, countDays } from '../../../../src/model/api/backfillState.ts';
import { briefEvent } from '../../../../src/model/history.ts';
import { foldAny, summariseAny } from '../../../../src/model/journal.ts';
import { addEvents, newTimeline } from '../../../../src/model/timeline.ts';

const ranges = ['2026-01-01', '2026-01-02', '2026-01-03'].map(day => ({ first: day, last: day }));
const childOf = (at: number): ChildRef => ({ workflowId: childId('b', ranges[at]!), range: ranges[at]! });
const failure = { kind: 'transient', code: 'http_status', params: { status: 500 } } as const;

const began: BackfillEventBody = {
  eventType: 'WorkflowExecutionStarted',
  attributes: {
    workflowType: 'BackfillWorkflow',
    workflowId: 'b',
    input: { ranges },
    options: { inputFile: null, currentFolder: '/', mode: 'missing', backwards: false, maxParallel: 1 },
    identity: 'test',
  },
};
const initiated = (at: number): BackfillEventBody => ({
  eventType: 'StartChildWorkflowExecutionInitiated',
  attributes: childOf(at),
});
const done = (at: number): BackfillEventBody => ({
  eventType: 'ChildWorkflowExecutionCompleted',
  attributes: { ...childOf(at), partitions: [] },
});
const failed = (at: number): BackfillEventBody => ({
  eventType: 'ChildWorkflowExecutionFailed',
  attributes: { ...childOf(at), failure },
});
const again: BackfillEventBody = {
  eventType: 'WorkflowExecutionSignaled',
  attributes: { signalName: 'retryFailed', identity: 'test' },
};

const recorded = (bodies: readonly BackfillEventBody[]): BackfillEvent[] =>
  bodies.map((body, at) => ({ eventId: at + 1, eventTime: new Date(at * 1000).toISOString(), ...body }));

function fold(...bodies: BackfillEventBody[]) {
  const run = foldAny(recorded([began, ...bodies]));
  if (run?.workflowType !== 'BackfillWorkflow') throw new Error('not a backfill');
  return run;
}

const statuses = (run: ReturnType<typeof fold>) => [...run.state.children.values()].map(({ status }) => status);

describe('a backfill as its events tell it', () => {
  it('counts days by how their child ended', () => {
    const run = fold(initiated(0), done(0), initiated(1), failed(1), initiated(2));
    expect(statuses(run)).toEqual(['COMPLETED', 'FAILED', 'STARTED']);
    expect(countDays(run.state)).toEqual({ planned: 3, done: 1, failed: 1 });
    expect(summariseAny(run, null)).toMatchObject({ status: 'PARKED', results: 1, backfill: { failed: 1 } });
    // Where no folder was named.
    expect(summariseAny(run, null)).toMatchObject({ backfill: { outputDir: './data/bronze' } });
    expect(summariseAny(run, 'pid 1')).toMatchObject({ status: 'RUNNING', inFlight: 1 });
  });

  it('taken up again keeps what is done, and begins anew what failed or was in flight', () => {
    const run = fold(initiated(0), done(0), initiated(1), failed(1), initiated(2), again);
    expect(statuses(run)).toEqual(['COMPLETED', 'NOT_STARTED', 'NOT_STARTED']);
    expect(run.state.resumption).toEqual({ kept: 1, reopened: 2, again: 2 });
  });

  it('shows each child as a bar of the history, a failed one with its reason', () => {
    const uris: string[] = [];
    const placeOf = (uri: string) => (uris.includes(uri) ? uris.indexOf(uri) : uris.push(uri) - 1);
    const events = recorded([began, initiated(0), done(0), initiated(1), failed(1), initiated(2)]);
    const timeline = newTimeline();
    addEvents(timeline, { events: events.map(event => briefEvent(event, placeOf)), uris });
    expect([...timeline.rows.values()].map(({ uri, bars }) => [uri, bars.map(({ kind }) => kind)])).toEqual([
      ['b-2026-01-01', ['done']],
      ['b-2026-01-02', ['failed']],
      ['b-2026-01-03', ['open']],
    ]);
    const reason = { code: 'http_status', params: { status: 500 } };
    expect(timeline.rows.get('b-2026-01-02')?.bars[0]?.reason).toEqual(reason);
    expect(timeline.failures).toBe(1);
  });
});
