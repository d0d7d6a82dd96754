/**
 * An event of a Temporal server's history in plain words: payloads decoded, times RFC 3339, enumerations by name.
 * Only what our translations read. https://docs.temporal.io/references/events
 */
export interface ServerEvent {
  readonly eventId: number;
  readonly eventTime: string;
  /** `ActivityTaskScheduled`, `ChildWorkflowExecutionStarted` … */
  readonly eventType: string;
  readonly attributes: ServerAttributes;
}

/** What an event's attributes may hold; which of them do is told by its type. */
export interface ServerAttributes {
  readonly workflowType?: string;
  readonly workflowId?: string;
  readonly identity?: string;
  /** Arguments of what is started, or scheduled. */
  readonly input?: readonly unknown[];
  /** What came of it. */
  readonly result?: unknown;
  readonly failure?: ServerFailure;
  readonly activityId?: string;
  readonly activityType?: string;
  readonly attempt?: number;
  readonly lastFailure?: ServerFailure;
  /** `IN_PROGRESS`, `NON_RETRYABLE_FAILURE`, `MAXIMUM_ATTEMPTS_REACHED`, `TIMEOUT` … */
  readonly retryState?: string;
  readonly scheduledEventId?: number;
  readonly startedEventId?: number;
  readonly initiatedEventId?: number;
  readonly timerId?: string;
  readonly startToFireTimeoutMs?: number;
  readonly signalName?: string;
  readonly updateName?: string;
  readonly reason?: string;
  /** Of a child's execution. */
  readonly runId?: string;
  /** The execution of the same run that this one follows, and the one that follows it. */
  readonly previousRunId?: string;
  readonly newRunId?: string;
}

/** https://docs.temporal.io/references/failures */
export interface ServerFailure {
  readonly message: string;
  readonly kind: 'application' | 'timeout' | 'canceled' | 'terminated' | 'activity' | 'child' | 'other';
  /** Of an application's: a Problem's code when it is one of ours. */
  readonly type?: string;
  /** Of an application's; the first is our Problem. */
  readonly details?: readonly unknown[];
  readonly nonRetryable?: boolean;
  /** Of a time-out: `HEARTBEAT`, `START_TO_CLOSE` … */
  readonly timeoutType?: string;
  readonly cause?: ServerFailure;
}

/** An activity that runs, or waits for its next attempt: the history tells of it only when it has ended. */
export interface PendingActivity {
  readonly activityId: string;
  readonly activityType: string;
  readonly attempt: number;
  readonly state: 'SCHEDULED' | 'STARTED' | 'CANCEL_REQUESTED';
  readonly identity?: string;
  readonly startedTime?: string;
  /** When the last attempt ended. */
  readonly endedTime?: string;
  /** When SCHEDULED for a later attempt. */
  readonly nextAttemptTime?: string;
  readonly retryIntervalMs?: number;
  readonly lastFailure?: ServerFailure;
  readonly heartbeat?: unknown;
}

export interface ExecutionId {
  readonly workflowId: string;
  /** Temporal's: of one execution, of which a run may have several. */
  readonly runId: string;
}

/** What was heard of one execution since the last time. */
export interface Heard {
  readonly execution: ExecutionId;
  /** It works for the run, and is not the run itself. */
  readonly isChild: boolean;
  readonly events: readonly ServerEvent[];
  readonly pending: readonly PendingActivity[];
}
