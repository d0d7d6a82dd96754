import type { EventBody, KeyParts, RunOptions } from '../event.ts';
import type { IngestionWorkflowInput, Source } from '../generated/types.ts';
import type { StageMode } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Stage } from '../stage.ts';

/**
 * What workflows, activities and clients tell each other. Everything is JSON below 2 MB, paths instead of pages, and
 * paths are relative to the root that all workers share (`.ingestion-workshop/runs/<id>/…`).
 */

/** The second argument of IngestionWorkflow; absent when somebody else starts it: then `runDefaults` hold. */
export interface RunCall {
  readonly options?: RunOptions;
  /**
   * What earlier executions of the same run have done: after continue-as-new, or when a run that ended goes on. What is
   * too large for a payload lies in a file, or comes in pieces (`CARRIED_SIGNAL`), as many as are told here.
   */
  readonly done?: readonly CarriedSource[] | CarriedFile | { readonly pieces: number };
  /** Put back what failed among `done`. */
  readonly retryFailed?: boolean;
  /** Of the run's first execution, RFC 3339: its limits in time go on. */
  readonly startedAt?: string;
  /** Of the pages fetched so far. */
  readonly bytes?: number;
  readonly bounds?: Bounds;
}

/** Of each execution, that the next one goes on from; absent: well below the server's own, 51,200 events and 50 MB. */
export interface Bounds {
  /** That it adds to what it began with. */
  readonly events?: number;
  readonly bytes?: number;
}

/** With what was carried at hand. */
export type OpenedCall = Omit<RunCall, 'done'> & { readonly done?: readonly CarriedSource[] };

/** JSON that is too large for a payload: `runs/<id>/carried/<sha256>.json` in the work folder that all workers share. */
export interface CarriedFile {
  /** 64 digits; the file's name and its content's hash. */
  readonly sha256: string;
}

/** Writes such a file and reads it again, in pieces. */
export interface CarriedActivities {
  CARRIED_WRITE(runId: string, text: string): Promise<CarriedFile>;
  /** `at`: which piece, from 0. Config `carried_missing`, data `carried_changed`. */
  CARRIED_READ(runId: string, file: CarriedFile, at: number): Promise<CarriedPiece>;
}

export interface CarriedPiece {
  readonly text: string;
  /** How many there are. */
  readonly pieces: number;
}

/** A Source in the order of admission, with what is recorded of it (see `carry.ts`, `packSource.ts`). */
export interface CarriedSource {
  /**
   * As it was admitted; absent: as the other side has it at this place. An address alone: what CRAWLING makes of a link
   * of the Source at the place `from`.
   */
  readonly source?: Source | string;
  readonly from?: number;
  /** Absent: 0, or one below `from`. */
  readonly level?: number;
  /** What the names of its files have in common. */
  readonly files?: string;
  /** Fields that its stages have given other values than their results tell. */
  readonly now?: Readonly<Record<string, unknown>>;
  /** Fields that it has no more. */
  readonly without?: readonly string[];
  /** Links that wait for their level to close. */
  readonly found?: readonly Link[];
  readonly stages: Readonly<Partial<Record<Stage, CarriedStage>>>;
}

/** An address alone stands for a Source one level below its page. */
export type Link = string | Source;

/** An absent attempt is the first. A sha256 alone: it is done and left the usual file; null: it is done and left none. */
export type CarriedStage =
  | string
  | null
  | ({ readonly attempt?: number } & (CarriedDone | { readonly failure: Problem } | { readonly canceled: true }));

/** Without what the Source says already; an absent artifact is the usual file, an absent sha256 is null. */
export type CarriedDone = Omit<StageDone, 'source' | 'discovered' | 'key' | 'attempt' | 'artifact' | 'sha256'> & {
  readonly artifact?: string | null;
  readonly sha256?: string;
};

type Completed = Extract<EventBody, { eventType: 'ActivityTaskCompleted' }>['attributes'];

/** The argument of a slice's workflow. */
export interface SliceCall extends Pick<StageCall, 'runId' | 'input' | 'inputHosts' | 'options'> {
  readonly stages: readonly Stage[];
  readonly sources: readonly CarriedSource[];
  /** Activities at a time. */
  readonly concurrency: number;
  /** Requests at a time to one host that is not this machine. */
  readonly perHost: number;
}

export interface SliceDone {
  /** In the order of the call, with what is new of each. */
  readonly sources: readonly CarriedSource[];
  /** Of the pages that it fetched. */
  readonly bytes: number;
}

export type SlicePart = SliceDone | CarriedFile;

/** An IngestionWorkflowInput without its Sources: what is the same for all of them. */
export type SharedInput = {
  readonly [
    Name in keyof IngestionWorkflowInput as string extends Name ? never : Exclude<Name, 'sources' | number>
  ]: IngestionWorkflowInput[Name];
};

/** What a stage's activity is told beside its Source, which is its first argument. */
export interface StageCall {
  /** The workflow's id; what does not fit a folder's name is made to by `runFolder`. */
  readonly runId: string;
  readonly mode: StageMode;
  /** No Sources, no passwords. */
  readonly input: SharedInput;
  /** `host:port` that INPUT names, of those that this Source may meet: allowed even when private. */
  readonly inputHosts: readonly string[];
  readonly options: RunOptions;
  /** Artifacts that earlier stages of this run wrote of this Source. */
  readonly written: readonly { readonly stage: Stage; readonly artifact: string; readonly sha256: string }[];
}

/** What it answers: the event that completes it, without what the server knows. */
export type StageDone = Omit<Completed, 'activityId' | 'activityType' | 'uri' | 'attempt' | 'discovered'> & {
  readonly discovered?: readonly Link[] | CarriedFile;
  readonly key: KeyParts;
  /** Which one it was, in its execution; other programs do not say. */
  readonly attempt?: number;
};

/**
 * A Problem travels as an ApplicationFailure: `type` is its code, `nonRetryable` by its kind, `details` [Problem,
 * attempt].
 */
export const PROBLEM_DETAILS = 0;
export const ATTEMPT_DETAILS = 1;

/** What a heartbeat tells at least: when its worker dies, the server says this of the attempt. */
export interface Beat {
  readonly attempt: number;
}
