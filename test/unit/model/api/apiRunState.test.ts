import { expect, test } from 'vitest';
import type { ApiHistoryEvent } from '../../../../src/model/api/apiEvent.ts';
import { applyApiEvent, startApiRun } from '../../../../src/model/api/apiRunState.ts';
import { summariseApiRun } from '../../../../src/model/api/describeApiRun.ts';

const ref = { activityId: 'page-1', activityType: 'API_PAGE', uri: 'http://h/' } as const;
const failure = { kind: 'transient', code: 'http_unavailable', params: {} } as const;

function fold(...bodies: readonly Pick<ApiHistoryEvent, 'eventType' | 'attributes'>[]) {
  const place = (at: number) => ({ eventId: at + 1, eventTime: new Date(at * 1000).toISOString() });
  const state = startApiRun({
    ...place(0),
    eventType: 'WorkflowExecutionStarted',
    attributes: {
      workflowType: 'ApiIngestionWorkflow',
      workflowId: 'a',
      input: {},
      options: { inputFile: null, currentFolder: '/' },
      identity: 'test',
    },
  });
  // SAFETY: each is a body of an event, and gets its number and time.
  for (const [at, body] of bodies.entries()) applyApiEvent(state, { ...place(at + 1), ...body } as ApiHistoryEvent);
  return state;
}

const failed = (retryState: 'IN_PROGRESS' | 'MAXIMUM_ATTEMPTS_REACHED') =>
  ({ eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt: 1, failure, retryState } }) as const;
const scheduled = { eventType: 'ActivityTaskScheduled', attributes: ref } as const;
const started = { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt: 1, identity: 'test' } } as const;
const resumed = { eventType: 'WorkflowExecutionUnpaused', attributes: { identity: 'test' } } as const;

test('a run that is resumed counts on where it waits, and anew where it had failed', () => {
  const timer = { timerId: 'page-1-1', startToFireTimeoutMs: 7_000 };
  const waits = fold(
    scheduled,
    started,
    failed('IN_PROGRESS'),
    { eventType: 'TimerStarted', attributes: { ...ref, ...timer } },
    resumed,
  );
  expect(waits.open.get('page-1')).toMatchObject({ status: 'WAITING', failures: 1, wait: { delayMs: 7_000 } });
  const ended = fold(scheduled, started, failed('MAXIMUM_ATTEMPTS_REACHED'), resumed);
  expect(ended.open.get('page-1')).toMatchObject({ status: 'SCHEDULED', failures: 0 });
  const inFlight = fold(scheduled, started, resumed);
  expect(inFlight.open.get('page-1')).toMatchObject({ status: 'SCHEDULED', failures: 0 });
});

test('the summary names the usual folder where the input names none', () => {
  expect(summariseApiRun(fold(), null).api?.outputDir).toBe('./data/bronze');
});
