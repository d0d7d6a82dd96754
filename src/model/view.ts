import type { DayRange } from './api/backfill.ts';
import type { EmbeddingUse } from './embedding.ts';
import type { ChangedSetting, RunCounts } from './event.ts';
import type { Problem, Reason } from './problem.ts';
import type { Stage } from './stage.ts';
import type { Diagnosis } from './temporal/diagnose.ts';
import type { WhyAgain } from './whyAgain.ts';

/** Temporal's words, and PARKED: stopped or killed, resumable. */
export type RunStatus = 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED' | 'TERMINATED' | 'TIMED_OUT' | 'PARKED';

/** A run as lists show it. */
export interface RunSummary {
  readonly runId: string;
  readonly workflowType: 'IngestionWorkflow' | 'ApiIngestionWorkflow' | 'BackfillWorkflow';
  readonly status: RunStatus;
  /** What drives it; absent: the bundled engine. */
  readonly backEnd?: 'temporal';
  /**
   * Of a run of which a server's list is all that is known: its figures below say nothing yet (`unread`), or never will,
   * as its history cannot be read. Absent: they are true.
   */
  readonly figures?: 'unread' | 'unreadable';
  /** RFC 3339. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly counts: RunCounts;
  /** Sources that have not ended yet. */
  readonly open: number;
  /** Of these, the ones that wait for their next attempt. */
  readonly waiting: number;
  /** The input file's absolute path, or null. */
  readonly inputFile: string | null;
  /** Who runs it, when it is RUNNING. */
  readonly owner: string | null;
  /** Why the run as a whole failed. */
  readonly failure: Problem | null;
  /** Activities whose result is recorded: whatever happens, none of them is made again. */
  readonly results: number;
  /** Activities that had begun and not ended: what is lost, and runs again, when the process is. */
  readonly inFlight: number;
  /** Why it does not move, on a server; absent while it does. */
  readonly standing?: Diagnosis;
  /** What activities that run have told of their progress, on a server: a figure that grows while they work. */
  readonly steps?: number;
  /** What the last resume kept and ran again; null when it was never resumed. */
  readonly resumed: { readonly kept: number; readonly again: number } | null;
  /** The one setting in which it differs from the run that it repeats. */
  readonly changed: ChangedSetting | null;
  /** Of an ingestion from an API, which has no Sources; else null. */
  readonly api: ApiProgress | null;
  /** Of a backfill. */
  readonly backfill?: BackfillProgress;
}

/** In days. */
export interface BackfillProgress {
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
  /** That are being ingested. */
  readonly running: readonly DayRange[];
  /** As the input names it. */
  readonly outputDir: string;
}

/** Stopped before its end, by whatever: what is done is kept, the rest can go on. */
export const isResumable = ({ status }: Pick<RunSummary, 'status'>): boolean => RESUMABLE.has(status);

/** The last two only a server tells. */
const RESUMABLE: ReadonlySet<RunStatus> = new Set(['PARKED', 'CANCELED', 'TERMINATED', 'TIMED_OUT']);

/** Sources that have ended, in whatever way. */
export const endedOf = ({ counts }: Pick<RunSummary, 'counts'>): number =>
  counts.completed + counts.error + counts.skipped + counts.alias;

/** Its work has no Sources. */
export const isOfApi = ({ workflowType }: Pick<RunSummary, 'workflowType'>): boolean =>
  workflowType !== 'IngestionWorkflow';

/** How far an ingestion from an API has come. */
export interface ApiProgress {
  readonly pages: number;
  /** Fetched, each key once. */
  readonly rows: number;
  readonly deadLetters: number;
  /** Written. */
  readonly partitions: number;
  /** As the input names it. */
  readonly outputDir: string;
  /** The run id of the backfill that it is a part of. */
  readonly parent: string | null;
}

/** How a Source stands for a person (see the wire's StatusEnum for the other four). */
export type SourceOutcome = 'DISCOVERED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR' | 'SKIPPED' | 'ALIAS';

/** WAITING: for the next attempt. REUSED: completed from an earlier run. NOT_ASKED: the input leaves this stage out. */
export type StageState =
  | 'NOT_STARTED'
  | 'NOT_ASKED'
  | 'SCHEDULED'
  | 'RUNNING'
  | 'WAITING'
  | 'COMPLETED'
  | 'REUSED'
  | 'ERROR'
  | 'SKIPPED'
  | 'CANCELED';

export interface StageView {
  readonly stage: Stage;
  readonly state: StageState;
  readonly attempts: number;
  /** RFC 3339; when WAITING: the next attempt's time. */
  readonly retryAt: string | null;
  readonly problem: Problem | null;
  /** Relative to the work folder. */
  readonly artifact: string | null;
  readonly chunks: number | null;
  /** What the vectors of its attempts took; null where it made none. */
  readonly embedding: EmbeddingUse | null;
  /** Chunks that the model refused, and that are not in the index. */
  readonly refused: number;
  /** Starts that came to no end, because the process did. */
  readonly interruptions: number;
  /** Why it ran again, or did not; null when nobody has looked at the earlier runs, or cannot tell yet. */
  readonly why: WhyAgain | null;
}

export interface SourceView {
  readonly uri: string;
  readonly title: string | null;
  readonly outcome: SourceOutcome;
  readonly parentUri: string | null;
  /** Why it is ERROR or SKIPPED. */
  readonly reason: Reason | null;
  readonly aliasOf: string | null;
  readonly stages: readonly StageView[];
}
