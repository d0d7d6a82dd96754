import type { WorkflowExecutionDescription } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';
import type { PendingActivity, ServerAttributes, ServerEvent, ServerFailure } from '../model/temporal/serverEvent.ts';

export type RawEvent = NonNullable<History['events']>[number];
type RawPending = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** Of all kinds of attributes, the fields that are read; protobufs leave what is not set undefined, null or empty. */
interface RawAttributes {
  readonly workflowType?: { readonly name?: string | null } | null;
  readonly activityType?: { readonly name?: string | null } | null;
  readonly workflowExecution?: RawExecution | null;
  readonly workflowId?: string | null;
  readonly identity?: string | null;
  readonly input?: RawPayloads | null;
  readonly result?: RawPayloads | null;
  readonly details?: RawPayloads | null;
  readonly failure?: RawFailure | null;
  readonly lastFailure?: RawFailure | null;
  readonly activityId?: string | null;
  readonly attempt?: number | null;
  readonly retryState?: number | null;
  readonly scheduledEventId?: unknown;
  readonly startedEventId?: unknown;
  readonly initiatedEventId?: unknown;
  readonly timerId?: string | null;
  readonly startToFireTimeout?: RawTime | null;
  readonly signalName?: string | null;
  readonly reason?: string | null;
  readonly continuedExecutionRunId?: string | null;
  readonly newExecutionRunId?: string | null;
  readonly memo?: { readonly fields?: Readonly<Record<string, RawPayload>> | null } | null;
  readonly acceptedRequest?: { readonly input?: { readonly name?: string | null } | null } | null;
}

interface RawExecution {
  readonly workflowId?: string | null;
  readonly runId?: string | null;
}
interface RawPayload {
  readonly metadata?: Readonly<Record<string, Uint8Array>> | null;
  readonly data?: Uint8Array | null;
}
interface RawPayloads {
  readonly payloads?: readonly RawPayload[] | null;
}
type RawFailure = NonNullable<RawPending['lastFailure']>;
interface RawTime {
  readonly seconds?: unknown;
  readonly nanos?: number | null;
}

/** Under this name a new execution keeps the Temporal run id of the one that it goes on from. */
export const PREVIOUS_MEMO = 'previous';

const SUFFIX = 'EventAttributes';

export function readEvent(raw: RawEvent): ServerEvent {
  const name = Object.keys(raw).find(key => key.endsWith(SUFFIX)) ?? '';
  // SAFETY: all fields are optional there, and looked at before they are used.
  const attributes = ((raw as Record<string, unknown>)[name] ?? {}) as RawAttributes;
  return {
    eventId: Number(raw.eventId ?? 0),
    eventTime: timeOf(raw.eventTime) ?? '',
    eventType: name.slice(0, 1).toUpperCase() + name.slice(1, -SUFFIX.length),
    attributes: readAttributes(attributes),
  };
}

function readAttributes(raw: RawAttributes): ServerAttributes {
  const previous = raw.memo?.fields?.[PREVIOUS_MEMO];
  const before = raw.continuedExecutionRunId || (previous ? decode(previous) : undefined);
  return filled({
    workflowType: raw.workflowType?.name,
    workflowId: raw.workflowExecution?.workflowId ?? raw.workflowId,
    runId: raw.workflowExecution?.runId,
    previousRunId: typeof before === 'string' ? before : undefined,
    newRunId: raw.newExecutionRunId,
    identity: raw.identity,
    input: raw.input?.payloads?.map(decode),
    result: raw.result?.payloads?.length ? decode(raw.result.payloads[0]!) : undefined,
    failure: raw.failure ? readFailure(raw.failure) : undefined,
    lastFailure: raw.lastFailure ? readFailure(raw.lastFailure) : undefined,
    activityId: raw.activityId,
    activityType: raw.activityType?.name,
    attempt: raw.attempt,
    retryState: raw.retryState ? RETRY_STATES[raw.retryState] : undefined,
    scheduledEventId: idOf(raw.scheduledEventId),
    startedEventId: idOf(raw.startedEventId),
    initiatedEventId: idOf(raw.initiatedEventId),
    timerId: raw.timerId,
    startToFireTimeoutMs: msOf(raw.startToFireTimeout),
    signalName: raw.signalName,
    updateName: raw.acceptedRequest?.input?.name,
    reason: raw.reason,
  });
}

/** `temporal.api.enums.v1.RetryState`, without RETRY_STATE_. */
const RETRY_STATES: readonly string[] = [
  ...['UNSPECIFIED', 'IN_PROGRESS', 'NON_RETRYABLE_FAILURE', 'TIMEOUT', 'MAXIMUM_ATTEMPTS_REACHED'],
  ...['RETRY_POLICY_NOT_SET', 'INTERNAL_SERVER_ERROR', 'CANCEL_REQUESTED'],
];
/** `temporal.api.enums.v1.TimeoutType`, without TIMEOUT_TYPE_. */
const TIMEOUTS: readonly string[] = [
  'UNSPECIFIED',
  'START_TO_CLOSE',
  'SCHEDULE_TO_START',
  'SCHEDULE_TO_CLOSE',
  'HEARTBEAT',
];

type Filled<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

/** Empty texts are how protobufs say that nothing was set. */
// SAFETY: only fields without a value are left out.
const filled = <Fields extends object>(fields: Fields): Filled<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ) as Filled<Fields>;

function readFailure(raw: RawFailure): ServerFailure {
  const { applicationFailureInfo: application, timeoutFailureInfo: timeout } = raw;
  const more = filled({
    type: application?.type,
    nonRetryable: application?.nonRetryable,
    details: application?.details?.payloads?.map(decode),
    timeoutType: timeout ? TIMEOUTS[timeout.timeoutType ?? 0] : undefined,
    cause: raw.cause ? readFailure(raw.cause) : undefined,
  });
  return { ...more, message: raw.message ?? '', kind: kindOf(raw) };
}

function kindOf(raw: RawFailure): ServerFailure['kind'] {
  if (raw.applicationFailureInfo) return 'application';
  if (raw.timeoutFailureInfo) return 'timeout';
  if (raw.canceledFailureInfo) return 'canceled';
  if (raw.terminatedFailureInfo) return 'terminated';
  if (raw.activityFailureInfo) return 'activity';
  return raw.childWorkflowExecutionFailureInfo ? 'child' : 'other';
}

const TEXT = new TextDecoder();

/** Undefined for what is not JSON: encrypted by a codec, or a protobuf. */
function decode({ metadata, data }: RawPayload): unknown {
  const encoding = metadata?.['encoding'] ? TEXT.decode(metadata['encoding']) : '';
  if (encoding === 'binary/null') return null;
  if (encoding !== 'json/plain' || !data) return undefined;
  try {
    return JSON.parse(TEXT.decode(data));
  } catch {
    return undefined;
  }
}

export function readPending(raw: RawPending): PendingActivity {
  const state = Number(raw.state ?? 1);
  const more = filled({
    identity: raw.lastWorkerIdentity,
    startedTime: timeOf(raw.lastStartedTime),
    endedTime: timeOf(raw.lastAttemptCompleteTime),
    nextAttemptTime: timeOf(raw.nextAttemptScheduleTime),
    retryIntervalMs: msOf(raw.currentRetryInterval),
    lastFailure: raw.lastFailure ? readFailure(raw.lastFailure) : undefined,
    heartbeat: raw.heartbeatDetails?.payloads?.[0] ? decode(raw.heartbeatDetails.payloads[0]) : undefined,
  });
  return {
    ...more,
    activityId: raw.activityId ?? '',
    activityType: raw.activityType?.name ?? '',
    attempt: raw.attempt ?? 1,
    state: state === 2 ? 'STARTED' : state === 3 ? 'CANCEL_REQUESTED' : 'SCHEDULED',
  };
}

const idOf = (id: unknown): number | undefined => Number(id ?? 0) || undefined;

const msOf = (time: RawTime | null | undefined): number | undefined =>
  time ? Number(time.seconds ?? 0) * 1000 + Math.floor((time.nanos ?? 0) / 1e6) : undefined;

export function timeOf(time: RawTime | null | undefined): string | undefined {
  const ms = msOf(time);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
