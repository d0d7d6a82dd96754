import type { Recorded } from '../eventBody.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import type { Problem } from '../problem.ts';
import type { Resumption } from '../runState.ts';
import { unreachable } from '../stage.ts';
import type { ApiEventBody, ApiHistoryEvent, ApiRunOptions, ApiRunResult, PartitionResult } from './apiEvent.ts';

/** An activity that has begun and not ended. */
export interface OpenActivity {
  status: 'SCHEDULED' | 'STARTED' | 'WAITING' | 'FAILED';
  /** Of the last start, 1-based; 0 before it. */
  attempt: number;
  /** Attempts that failed: a crash is an attempt but no failure. */
  failures: number;
  /** When WAITING: how long, and since when, in ms since 1970. */
  wait?: { readonly sinceMs: number; readonly delayMs: number };
  /** Put back to be started anew, and not started yet. */
  reopened?: boolean;
}

/** A run of an ingestion from an API as its events tell it. Folding changes it in place. */
export interface ApiRunState {
  readonly runId: string;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  readonly input: ApiIngestionInput;
  readonly options: ApiRunOptions;
  lastEventId: number;
  readonly startedAt: string;
  endedAt: string | null;
  failure: Problem | null;
  resumption: Resumption | null;
  pages: number;
  /** Rows whose key came for the first time. */
  rows: number;
  deadLetters: number;
  retries: number;
  /** In the order in which they were written. */
  readonly partitions: PartitionResult[];
  readonly open: Map<string, OpenActivity>;
  result: ApiRunResult | null;
}

export type ApiStarted = Extract<ApiHistoryEvent, { eventType: 'WorkflowExecutionStarted' }>;

export const startApiRun = ({ eventId, eventTime, attributes }: ApiStarted): ApiRunState => ({
  runId: attributes.workflowId,
  status: 'RUNNING',
  input: attributes.input,
  options: attributes.options,
  lastEventId: eventId,
  startedAt: eventTime,
  endedAt: null,
  failure: null,
  resumption: null,
  pages: 0,
  rows: 0,
  deadLetters: 0,
  retries: 0,
  partitions: [],
  open: new Map(),
  result: null,
});

export function applyApiEvent(state: ApiRunState, event: ApiHistoryEvent): void {
  state.lastEventId = event.eventId;
  switch (event.eventType) {
    case 'WorkflowExecutionStarted':
    case 'WorkflowExecutionPaused':
    case 'WorkflowExecutionCancelRequested':
      return;
    case 'WorkflowExecutionUnpaused':
    case 'WorkflowExecutionSignaled':
      return reopen(state);
    case 'WorkflowExecutionCompleted':
      state.result = event.attributes.result;
      return end(state, event.eventTime, 'COMPLETED');
    case 'WorkflowExecutionCanceled':
      return end(state, event.eventTime, 'CANCELED');
    case 'WorkflowExecutionFailed':
      state.failure = event.attributes.failure;
      return end(state, event.eventTime, 'FAILED');
    default:
      return applyActivityEvent(state, event);
  }
}

function end(state: ApiRunState, at: string, status: 'COMPLETED' | 'CANCELED' | 'FAILED'): void {
  state.status = status;
  state.endedAt = at;
}

/** What had begun is begun anew; its failures are forgiven, its attempts are not forgotten. */
function reopen(state: ApiRunState): void {
  Object.assign(state, { status: 'RUNNING', endedAt: null, failure: null });
  for (const activity of state.open.values()) {
    if (activity.status === 'FAILED') activity.failures = 0;
    if (activity.status !== 'WAITING') activity.status = 'SCHEDULED';
    activity.reopened = true;
  }
  state.resumption = { kept: state.pages + state.partitions.length, reopened: state.open.size, again: 0 };
}

type ActivityEvent = Recorded<Extract<ApiEventBody, { attributes: { activityId: string } }>>;

function applyActivityEvent(state: ApiRunState, event: ActivityEvent): void {
  const { activityId } = event.attributes;
  const activity = state.open.get(activityId) ?? { status: 'SCHEDULED', attempt: 0, failures: 0 };
  state.open.set(activityId, activity);
  switch (event.eventType) {
    case 'ActivityTaskScheduled':
      return;
    case 'ActivityTaskStarted':
      activity.status = 'STARTED';
      activity.attempt = event.attributes.attempt;
      if (activity.reopened && state.resumption) state.resumption.again += 1;
      delete activity.reopened;
      return;
    case 'ActivityTaskCompleted':
      return complete(state, event.attributes);
    case 'ActivityTaskFailed':
      activity.failures += 1;
      activity.status = event.attributes.retryState === 'IN_PROGRESS' ? 'WAITING' : 'FAILED';
      if (activity.status === 'WAITING') state.retries += 1;
      return;
    case 'ActivityTaskCanceled':
      activity.status = 'SCHEDULED';
      return;
    case 'TimerStarted':
      activity.wait = { sinceMs: Date.parse(event.eventTime), delayMs: event.attributes.startToFireTimeoutMs };
      return;
    case 'TimerFired':
      activity.status = 'SCHEDULED';
      delete activity.wait;
      return;
    default:
      return unreachable(event);
  }
}

type Completed = Extract<ActivityEvent, { eventType: 'ActivityTaskCompleted' }>['attributes'];

function complete(state: ApiRunState, { activityId, page, partition }: Completed): void {
  state.open.delete(activityId);
  if (page) {
    state.pages += 1;
    state.rows += page.added;
    state.deadLetters += page.deadLetters;
  }
  if (partition) {
    state.partitions.push(partition);
    state.deadLetters += partition.deadLetters;
  }
}
