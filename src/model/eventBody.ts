import type { Problem } from './problem.ts';

export type Recorded<Body> = Body & {
  /** 1, 2, 3 … without a gap. */
  readonly eventId: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly eventTime: string;
};

export interface Of<Type extends string, Attributes> {
  readonly eventType: Type;
  readonly attributes: Attributes;
}

/** What happens to one activity, in Temporal's words; workflows differ in what they say beside it. */
export type ActivityBody<Ref, More extends { scheduled: unknown; completed: unknown; failed: unknown }> =
  | Of<'ActivityTaskScheduled', Ref & More['scheduled']>
  | Of<'ActivityTaskStarted', Ref & { readonly attempt: number; readonly identity: string }>
  | Of<'ActivityTaskCompleted', Ref & { readonly attempt: number } & More['completed']>
  | Of<
      'ActivityTaskFailed',
      Ref & {
        readonly attempt: number;
        readonly failure: Problem;
        /** Temporal's RetryState. */
        readonly retryState: 'IN_PROGRESS' | 'NON_RETRYABLE_FAILURE' | 'MAXIMUM_ATTEMPTS_REACHED';
      } & More['failed']
    >
  | Of<'ActivityTaskCanceled', Ref & { readonly attempt: number }>
  | Of<'TimerStarted', Ref & { readonly timerId: string; readonly startToFireTimeoutMs: number }>
  | Of<'TimerFired', Ref & { readonly timerId: string }>;

/** `askAgain`, of an ingestion from an API: another run has written since its pages came; they count no more. */
type SignalName = 'retryFailed' | 'askAgain';

/** What happens to a run as a whole, after its first event. */
export type ExecutionBody<Result, Counts = Result> =
  | Of<
      'WorkflowExecutionSignaled',
      {
        readonly signalName: SignalName;
        readonly identity: string;
        /** The run goes on meanwhile: what is in flight is left alone. */
        readonly meanwhile?: true;
      }
    >
  | Of<'WorkflowExecutionCancelRequested', { readonly identity: string }>
  /** Parked in good order; a killed run lacks it and is resumable all the same. */
  | Of<'WorkflowExecutionPaused', { readonly identity: string; readonly reason: string }>
  | Of<'WorkflowExecutionUnpaused', { readonly identity: string }>
  | Of<'WorkflowExecutionCompleted', { readonly result: Result }>
  | Of<'WorkflowExecutionFailed', { readonly failure: Problem }>
  | Of<'WorkflowExecutionCanceled', { readonly result: Counts }>;

/** The first event, which says whose the others are. */
export type StartedBody<WorkflowType extends string, Input, Options> = Of<
  'WorkflowExecutionStarted',
  {
    readonly workflowType: WorkflowType;
    readonly workflowId: string;
    readonly input: Input;
    readonly options: Options;
    readonly identity: string;
    /** Of the journal's form; absent: 1, the only one there is yet. */
    readonly journalVersion?: number;
  }
>;
