import type { Recorded } from '../eventBody.ts';
import {
  applyExecution,
  isOfActivity,
  startAttempt,
  startWait,
  type Attempts,
  type ExecutionState,
} from '../execution.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import { unreachable } from '../stage.ts';
import type { ApiEventBody, ApiHistoryEvent, ApiRunOptions, ApiRunResult, PartitionResult } from './apiEvent.ts';

/** An activity that has begun and not ended. */
export interface OpenActivity extends Attempts {
  status: 'SCHEDULED' | 'STARTED' | 'WAITING' | 'FAILED';
}

/** A run of an ingestion from an API as its events tell it. Folding changes it in place. */
export interface ApiRunState extends ExecutionState {
  readonly runId: string;
  readonly input: ApiIngestionInput;
  readonly options: ApiRunOptions;
  readonly startedAt: string;
  pages: number;
  /** Rows whose key came for the first time. */
  rows: number;
  deadLetters: number;
  retries: number;
  /** In the order in which they were written. */
  readonly partitions: PartitionResult[];
  readonly open: Map<string, OpenActivity>;
  /** What it had read was older than what another run wrote, and was asked for again. */
  isAskedAgain: boolean;
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
  isAskedAgain: false,
  result: null,
});

export function applyApiEvent(state: ApiRunState, event: ApiHistoryEvent): void {
  applyExecution(state, event);
  if (isOfActivity(event)) return applyActivityEvent(state, event);
  switch (event.eventType) {
    case 'WorkflowExecutionUnpaused':
      return reopen(state);
    case 'WorkflowExecutionSignaled':
      return event.attributes.signalName === 'askAgain' ? beginAgain(state) : reopen(state);
    case 'WorkflowExecutionCompleted':
      state.result = event.attributes.result;
      return;
    default:
  }
}

/** What had begun is begun anew; its failures are forgiven, its attempts are not forgotten. */
function reopen(state: ApiRunState): void {
  for (const activity of state.open.values()) {
    if (activity.status === 'FAILED') activity.failures = 0;
    if (activity.status !== 'WAITING') activity.status = 'SCHEDULED';
    activity.reopened = true;
  }
  state.resumption = { kept: state.pages + state.partitions.length, reopened: state.open.size, again: 0 };
}

/** Nothing of what was read and written counts. */
function beginAgain(state: ApiRunState): void {
  [state.pages, state.rows, state.deadLetters] = [0, 0, 0];
  state.partitions.length = 0;
  state.open.clear();
  state.resumption = { kept: 0, reopened: 0, again: 0 };
  state.isAskedAgain = true;
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
      return startAttempt(activity, event.attributes.attempt, state.resumption);
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
      return startWait(activity, event);
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
