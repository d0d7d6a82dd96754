import type { ApiHistoryEvent } from './api/apiEvent.ts';
import type { BackfillEvent } from './api/backfillEvent.ts';
import type { EmbeddingUse, RefusedChunk } from './embedding.ts';
import type { IngestionWorkflowInput, Source } from './generated/types.ts';
import type { ActivityBody, ExecutionBody, Recorded, StartedBody } from './eventBody.ts';
import { present } from './present.ts';
import type { Reason } from './problem.ts';
import type { Stage } from './stage.ts';

/**
 * The record of a run in Temporal's words, one line of the journal each.
 * https://docs.temporal.io/references/events
 */
export type HistoryEvent = Recorded<EventBody>;

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
    /** Where only who did it knows it: on Temporal. Else it stands in the event that scheduled the activity. */
    readonly key?: KeyParts;
  };
  /** What the vectors took that it had before it failed: they are kept. */
  readonly failed: { readonly embedding?: EmbeddingUse };
}

export type EventBody =
  | StartedBody<'IngestionWorkflow', IngestionWorkflowInput, RunOptions>
  | ActivityBody<ActivityRef, PageActivity>
  | ExecutionBody<RunCounts>;

/** An event of any workflow: the first of its journal says of which. */
export type JournalEvent = HistoryEvent | ApiHistoryEvent | BackfillEvent;

/** Names of the variables of the headers that a run sends, as it was started. */
export const headersOf = (started: StartedEvent['attributes']): Readonly<Record<string, string>> =>
  started.workflowType === 'IngestionWorkflow' ? started.options.headers : present(started.input.headers ?? {});

/** The first event of any journal. */
export type StartedEvent = Extract<JournalEvent, { eventType: 'WorkflowExecutionStarted' }>;

export type WebStarted = Extract<HistoryEvent, { eventType: 'WorkflowExecutionStarted' }>;

export const isWebStart = (event: JournalEvent): event is WebStarted =>
  event.eventType === 'WorkflowExecutionStarted' && event.attributes.workflowType === 'IngestionWorkflow';

export type EventType = JournalEvent['eventType'];

// A record, so that a forgotten one does not compile.
const TYPES: Readonly<Record<EventType, true>> = {
  WorkflowExecutionStarted: true,
  StartChildWorkflowExecutionInitiated: true,
  ChildWorkflowExecutionStarted: true,
  ChildWorkflowExecutionCompleted: true,
  ChildWorkflowExecutionFailed: true,
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
