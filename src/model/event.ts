import type { ApiHistoryEvent } from './api/apiEvent.ts';
import type { EmbeddingUse, RefusedChunk } from './embedding.ts';
import type { IngestionWorkflowInput, Source } from './generated/types.ts';
import { present } from './present.ts';
import type { Problem, Reason } from './problem.ts';
import type { Stage } from './stage.ts';

/**
 * The record of a run in Temporal's words, one line of the journal each.
 * https://docs.temporal.io/references/events
 */
export type HistoryEvent = Recorded<EventBody>;

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

export interface ActivityRef {
  readonly activityId: string;
  readonly activityType: Stage;
  readonly uri: string;
}

/** The activity key and what it is made of; all but `stage` are sha256 in hex. */
export interface KeyParts {
  readonly key: string;
  readonly stage: Stage;
  readonly code: string;
  readonly config: string;
  readonly input: string;
}

/** A setting of INPUT that differs; values as canonical JSON, null where it is not set. */
export interface ChangedSetting {
  /** `recursive_chunking_config.chunk_size` */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a person chose when starting: part of the record, so that a resume does the same. */
export interface RunOptions {
  /** Folder and name of INPUT, absolute; null when the input came as data. */
  readonly inputFile: string | null;
  /** The current folder at the start, absolute. */
  readonly currentFolder: string;
  readonly only: Stage | null;
  readonly from: Stage | null;
  /** Addresses to run; empty = all. */
  readonly sources: readonly string[];
  readonly concurrency: number;
  readonly maximumAttempts: number;
  readonly requestTimeoutMs: number;
  readonly maxPageBytes: number;
  readonly userAgent: string;
  /** Names only: `Authorization: env:INGESTION_WORKSHOP_X` keeps the variable's name, never its value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly allowPrivateHosts: boolean;
  /** The run repeats another one with this setting changed; its INPUT, as recorded, has the new value. */
  readonly changed?: ChangedSetting;
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

/** What happens to a run as a whole, after its first event. */
export type ExecutionBody<Result, Counts = Result> =
  | Of<'WorkflowExecutionSignaled', { readonly signalName: 'retryFailed'; readonly identity: string }>
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

interface PageActivity {
  readonly scheduled: KeyParts;
  readonly completed: {
    readonly artifact: string | null;
    readonly sha256: string | null;
    readonly source: Source;
    readonly discovered?: readonly Source[];
    readonly chunks?: number;
    /** INDEXING: what this attempt's vectors took, and the chunks that the model refused. */
    readonly embedding?: EmbeddingUse;
    readonly refused?: readonly RefusedChunk[];
    /** Of the page, when this activity fetched it. */
    readonly bytes?: number;
    readonly skipped?: Reason;
    readonly reused?: boolean;
  };
  /** What the vectors took that it had before it failed: they are kept. */
  readonly failed: { readonly embedding?: EmbeddingUse };
}

export type EventBody =
  | StartedBody<'IngestionWorkflow', IngestionWorkflowInput, RunOptions>
  | ActivityBody<ActivityRef, PageActivity>
  | ExecutionBody<RunCounts>;

/** An event of any workflow: the first of its journal says of which. */
export type JournalEvent = HistoryEvent | ApiHistoryEvent;

/** Names of the variables of the headers that a run sends, as it was started. */
export const headersOf = (started: StartedEvent['attributes']): Readonly<Record<string, string>> =>
  started.workflowType === 'IngestionWorkflow' ? started.options.headers : present(started.input.headers ?? {});

/** The first event of any journal. */
export type StartedEvent = Extract<JournalEvent, { eventType: 'WorkflowExecutionStarted' }>;

export type WebStarted = Extract<HistoryEvent, { eventType: 'WorkflowExecutionStarted' }>;

export const isWebStart = (event: JournalEvent): event is WebStarted =>
  event.eventType === 'WorkflowExecutionStarted' && event.attributes.workflowType === 'IngestionWorkflow';

export type EventType = EventBody['eventType'];

// A record, so that a forgotten one does not compile.
const TYPES: Readonly<Record<EventType, true>> = {
  WorkflowExecutionStarted: true,
  ActivityTaskScheduled: true,
  ActivityTaskStarted: true,
  ActivityTaskCompleted: true,
  ActivityTaskFailed: true,
  ActivityTaskCanceled: true,
  TimerStarted: true,
  TimerFired: true,
  WorkflowExecutionSignaled: true,
  WorkflowExecutionCancelRequested: true,
  WorkflowExecutionPaused: true,
  WorkflowExecutionUnpaused: true,
  WorkflowExecutionCompleted: true,
  WorkflowExecutionFailed: true,
  WorkflowExecutionCanceled: true,
};

/** False for what a newer version of ours wrote: to fold it would be to guess. */
export const isKnownEvent = (event: JournalEvent): boolean =>
  Object.hasOwn(TYPES, event.eventType) &&
  (event.eventType !== 'WorkflowExecutionStarted' || (event.attributes.journalVersion ?? 1) === 1);

export interface RunCounts {
  /** The sum of the four after it, once the run has ended. */
  readonly discovered: number;
  readonly completed: number;
  readonly error: number;
  readonly skipped: number;
  readonly alias: number;
}
