import type { ApiActivityRef, ApiEventBody, ApiHistoryEvent, ApiRunOptions, ApiRunResult } from '../api/apiEvent.ts';
import { pageRef } from '../api/activityRef.ts';
import type { ApiRunState, ApiStarted } from '../api/apiRunState.ts';
import type { BackfillEvent, BackfillEventBody } from '../api/backfillEvent.ts';
import type { BackfillState } from '../api/backfillState.ts';
import type { JournalEvent } from '../event.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import { applyAny, startAny, type AnyRun } from '../journal.ts';
import type { Problem } from '../problem.ts';
import type { RunStatus } from '../view.ts';
import type { ApiCall, ApiPartCall, PagesDone, PartitionsDone } from './apiCall.ts';
import { reportPages, reportPartitions } from './apiReport.ts';
import { isCut } from './cut.ts';
import { problemOf, problemOfEnd } from './failure.ts';
import { isRecord } from './readInput.ts';
import type { Heard, PendingActivity, ServerEvent, ServerFailure } from './serverEvent.ts';

/** As `createTranslator`'s, for the workflows of the API side. Changed in place. */
export interface Telling {
  run: AnyRun | undefined;
  told: JournalEvent[];
  lastId: number;
  ended: RunStatus | 'CONTINUED' | null;
  /** Activities that have not ended, by execution and the event that scheduled them. */
  readonly open: Map<string, OpenPart>;
}

interface OpenPart {
  readonly execution: string;
  readonly activityId: string;
  /** What it does first. */
  readonly ref: ApiActivityRef;
  /** Attempts of which the failure is told. */
  failed: number;
}

export const newTelling = (): Telling => ({ run: undefined, told: [], lastId: 0, ended: null, open: new Map() });

export function tell(telling: Telling, eventTime: string, body: ApiEventBody | BackfillEventBody): void {
  telling.lastId += 1;
  // SAFETY: a body with its number and time is an event of the same kind.
  const event = { eventId: telling.lastId, eventTime, ...body } as ApiHistoryEvent | BackfillEvent;
  telling.told.push(event);
  if (event.eventType === 'WorkflowExecutionStarted') telling.run = startAny(event);
  else if (telling.run) applyAny(telling.run, event);
}

/** The history of an ingestion from an API. An activity tells of many pages when it ends: so do we. */
export function tellApi(telling: Telling, { execution, events, pending }: Heard): void {
  for (const event of events) translate(telling, execution, event);
  for (const open of telling.open.values()) {
    const one = pending.find(({ activityId }) => activityId === open.activityId);
    if (one && open.execution === execution.runId) tellPending(telling, open, one);
  }
}

const stateOf = ({ run }: Telling): ApiRunState | undefined =>
  run?.workflowType === 'ApiIngestionWorkflow' ? run.state : undefined;

function translate(telling: Telling, execution: Heard['execution'], event: ServerEvent): void {
  const { eventType, attributes, eventTime } = event;
  const { identity = '', failure } = attributes;
  switch (eventType) {
    case 'WorkflowExecutionStarted':
      return begin(telling, execution.workflowId, event);
    case 'WorkflowExecutionCancelRequested':
      return tell(telling, eventTime, { eventType, attributes: { identity } });
    case 'ActivityTaskScheduled':
      return schedule(telling, execution.runId, event);
    case 'WorkflowExecutionCompleted':
      // SAFETY: only our workflow has this type, and answers so.
      return end(telling, eventTime, { eventType, attributes: { result: attributes.result as ApiRunResult } });
    case 'WorkflowExecutionFailed':
      if (attributes.newRunId) return void (telling.ended = 'CONTINUED');
      return end(telling, eventTime, { eventType, attributes: { failure: problemOf(failure ?? UNKNOWN) } });
    case 'WorkflowExecutionCanceled':
      return end(telling, eventTime, { eventType, attributes: { result: countsOf(telling) } });
    case 'WorkflowExecutionTerminated':
    case 'WorkflowExecutionTimedOut':
      return endByOthers(telling, event);
    case 'WorkflowExecutionContinuedAsNew':
      telling.ended = 'CONTINUED';
      return;
    default:
      if (eventType.startsWith('ActivityTask')) translateActivity(telling, execution.runId, event);
  }
}

export const UNKNOWN: ServerFailure = { message: '', kind: 'other' };

export function endByOthers(telling: Telling, { eventType, eventTime, attributes }: ServerEvent): void {
  const status = eventType === 'WorkflowExecutionTimedOut' ? 'TIMED_OUT' : 'TERMINATED';
  const { reason = '', identity = '' } = attributes;
  const failure: Problem = problemOfEnd(status, { reason, identity });
  tell(telling, eventTime, { eventType: 'WorkflowExecutionFailed', attributes: { failure } });
  telling.ended = status;
}

type EndBody = Extract<
  ApiEventBody,
  { eventType: 'WorkflowExecutionCompleted' | 'WorkflowExecutionFailed' | 'WorkflowExecutionCanceled' }
>;

function end(telling: Telling, eventTime: string, body: EndBody): void {
  tell(telling, eventTime, body);
  telling.ended = ENDED[body.eventType];
}

const ENDED = {
  WorkflowExecutionCompleted: 'COMPLETED',
  WorkflowExecutionFailed: 'FAILED',
  WorkflowExecutionCanceled: 'CANCELED',
} as const;

function countsOf(telling: Telling) {
  const { pages = 0, rows = 0, deadLetters = 0 } = stateOf(telling) ?? {};
  return { pages, records: rows, deadLetters };
}

/** A second execution of the same run goes on from the first one. */
function begin(telling: Telling, workflowId: string, event: ServerEvent): void {
  const { eventTime, attributes } = event;
  const { identity = '', input = [] } = attributes;
  const before = telling.ended;
  telling.ended = null;
  if (telling.run) return before === 'CONTINUED' ? undefined : reopen(telling, eventTime, identity);
  // SAFETY: what is missing in somebody else's call is optional, and the input is told as it came.
  const [asked, call] = [input[0] as ApiIngestionInput, (isRecord(input[1]) ? input[1] : {}) as ApiCall];
  const options: ApiRunOptions = { inputFile: null, currentFolder: '', ...call.options };
  const begun: ApiStarted['attributes'] = {
    ...{ workflowType: 'ApiIngestionWorkflow', workflowId, options, identity },
    input: isRecord(asked) ? asked : {},
  };
  tell(telling, eventTime, { eventType: 'WorkflowExecutionStarted', attributes: begun });
}

export function reopen(telling: Telling, eventTime: string, identity: string): void {
  if (telling.run?.state.status !== 'FAILED' && telling.run?.state.status !== 'COMPLETED')
    return tell(telling, eventTime, { eventType: 'WorkflowExecutionUnpaused', attributes: { identity } });
  const attributes = { signalName: 'retryFailed', identity } as const;
  tell(telling, eventTime, { eventType: 'WorkflowExecutionSignaled', attributes });
}

function schedule(telling: Telling, execution: string, { eventId, eventTime, attributes }: ServerEvent): void {
  const { activityType, activityId = '', input } = attributes;
  const [call] = input ?? [];
  const state = stateOf(telling);
  if (!state || !isRecord(call) || (activityType !== 'API_PAGE' && activityType !== 'API_PARTITION')) return;
  const known = [...state.open.keys()].find(id => id.startsWith(activityType === 'API_PAGE' ? 'page-' : 'partition-'));
  const ref = firstRef(call as unknown as ApiPartCall, activityType, known); // SAFETY: only our workflow has such activities.
  telling.open.set(`${execution}/${eventId}`, { execution, activityId, ref, failed: 0 });
  if (activityType === 'API_PAGE' && !state.open.has(ref.activityId))
    tell(telling, eventTime, { eventType: 'ActivityTaskScheduled', attributes: ref });
}

/** Which page comes first is known; which partition, only the one that failed before. */
function firstRef(
  call: ApiPartCall,
  activityType: ApiActivityRef['activityType'],
  known: string | undefined,
): ApiActivityRef {
  if (activityType === 'API_PAGE') return pageRef(call.told.pages + 1, call.input.base_url ?? '');
  return { activityId: known ?? 'partition', activityType, uri: call.input.output_dir ?? '' };
}

function translateActivity(telling: Telling, execution: string, event: ServerEvent): void {
  const { eventType, eventTime, attributes } = event;
  const key = `${execution}/${attributes.scheduledEventId}`;
  const open = telling.open.get(key);
  const state = stateOf(telling);
  if (!open || !state) return;
  const { attempt = 1, identity = '', lastFailure, failure, retryState } = attributes;
  if (eventType === 'ActivityTaskStarted')
    return failBefore(telling, open, { attempt, identity, at: eventTime, lastFailure });
  telling.open.delete(key);
  if (eventType === 'ActivityTaskCompleted') return complete(telling, open, event);
  if (eventType === 'ActivityTaskCanceled') {
    const told = { ...open.ref, attempt: state.open.get(open.ref.activityId)?.attempt ?? 0 };
    return state.open.has(open.ref.activityId) ? tell(telling, eventTime, { eventType, attributes: told }) : undefined;
  }
  const isFinal = retryState === 'NON_RETRYABLE_FAILURE' ? 'NON_RETRYABLE_FAILURE' : 'MAXIMUM_ATTEMPTS_REACHED';
  // The workflow asks for it anew at once; when it does not any more, the run's end says so.
  fail(telling, open, {
    at: eventTime,
    identity,
    failure: failure ?? { ...UNKNOWN, kind: 'timeout' },
    retryState: isCut(attributes) ? 'IN_PROGRESS' : isFinal,
  });
}

interface Attempt {
  readonly attempt: number;
  readonly identity: string;
  readonly at: string;
  readonly lastFailure: ServerFailure | undefined;
}

/** The server keeps the last failure alone: it stands for all before it. */
function failBefore(telling: Telling, open: OpenPart, { attempt, identity, at, lastFailure }: Attempt): void {
  while (lastFailure && open.failed < attempt - 1)
    fail(telling, open, { at, identity, failure: lastFailure, retryState: 'IN_PROGRESS' });
}

interface Failed {
  readonly at: string;
  readonly identity: string;
  readonly failure: ServerFailure;
  readonly retryState: 'IN_PROGRESS' | 'NON_RETRYABLE_FAILURE' | 'MAXIMUM_ATTEMPTS_REACHED';
}

function fail(telling: Telling, open: OpenPart, { at, identity, failure: thrown, retryState }: Failed): void {
  const { ref } = open;
  const known = stateOf(telling)?.open.get(ref.activityId);
  if (known?.wait) fireTimer(telling, ref, at);
  const attempt = (known?.attempt ?? 0) + 1;
  open.failed += 1;
  const problem = problemOf(thrown);
  const failure = { ...problem, uri: problem.uri ?? String(problem.params['uri'] ?? ref.uri) };
  tell(telling, at, { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity } });
  tell(telling, at, { eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt, failure, retryState } });
}

function fireTimer(telling: Telling, ref: ApiActivityRef, at: string): void {
  const { attempt = 0 } = stateOf(telling)?.open.get(ref.activityId) ?? {};
  tell(telling, at, { eventType: 'TimerFired', attributes: { ...ref, timerId: `${ref.activityId}-${attempt}` } });
}

/** An activity that waits for its next attempt is not in the history before it has ended. */
function tellPending(telling: Telling, open: OpenPart, pending: PendingActivity): void {
  const { attempt, identity = '', lastFailure, endedTime, startedTime, nextAttemptTime } = pending;
  const at = endedTime ?? startedTime;
  if (at === undefined || !lastFailure || open.failed >= attempt - 1) return;
  failBefore(telling, open, { attempt, identity, at, lastFailure });
  if (pending.state !== 'SCHEDULED' || nextAttemptTime === undefined) return;
  const startToFireTimeoutMs = Math.max(0, Date.parse(nextAttemptTime) - Date.parse(at));
  const known = stateOf(telling)?.open.get(open.ref.activityId);
  const timerId = `${open.ref.activityId}-${known?.attempt ?? 0}`;
  tell(telling, at, { eventType: 'TimerStarted', attributes: { ...open.ref, timerId, startToFireTimeoutMs } });
}

function complete(telling: Telling, open: OpenPart, { eventTime, attributes }: ServerEvent): void {
  const state = stateOf(telling);
  const { result } = attributes;
  if (!state || !isRecord(result)) return;
  // SAFETY: only our activities have these types, and answer so.
  const told =
    open.ref.activityType === 'API_PAGE'
      ? reportPages(result as unknown as PagesDone, state) // SAFETY: as above.
      : reportPartitions(result as unknown as PartitionsDone, state); // SAFETY: as above.
  for (const { at, body } of told) tell(telling, at || eventTime, body);
}

export const backfillOf = ({ run }: Telling): BackfillState | undefined =>
  run?.workflowType === 'BackfillWorkflow' ? run.state : undefined;
