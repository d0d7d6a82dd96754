import type { BackfillMode, DayState } from '../model/api/backfill.ts';
import type { ComparedFormats } from '../model/formats.ts';
import type { Span } from '../model/inputProblem.ts';
import type { Reason } from '../model/problem.ts';
import type { SchemasCompared } from '../model/dataset/compareSchemas.ts';
import type { DatasetLook, DayLook } from '../model/dataset/look.ts';
import type { DatasetView, DeadLetterView, PartitionView } from '../model/dataset/view.ts';

/** A configuration of `ingest-api`; both absolute. */
export interface ApiConfigPlace {
  readonly file: string;
  /** What its output folder is relative to. */
  readonly currentFolder: string;
}

/** Where datasets may be; all paths are absolute. */
export interface DatasetPlaces {
  /** Work folders whose runs are read: ingestions from APIs say where they wrote. */
  readonly workDirs: readonly string[];
  readonly configs: readonly ApiConfigPlace[];
  readonly folders: readonly string[];
}

export interface DeadLetterAsked {
  readonly folder: string;
  /** Place of the first one among those that match, from 0. */
  readonly from?: number;
  /** A code; absent: all. */
  readonly reason?: string;
}

/** Some of them, in the order in which they were first seen, and how many there are. */
export interface DeadLetterPage {
  /** Of all reasons. */
  readonly total: number;
  /** Of the reason that was asked for. */
  readonly matching: number;
  /** Codes, the most frequent first. */
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
  readonly letters: readonly DeadLetterView[];
  /** Where their files lie, absolute. */
  readonly folder: string;
}

export interface ApiRunRequest extends ApiConfigPlace {
  readonly workDir: string;
  /** YYYY-MM-DD, both inclusive. */
  readonly startDate: string;
  readonly endDate: string;
}

/** Ingestions from APIs, and backfills. */
export type ApiRunVerbs = {
  /** What a configuration says; its output folder absolute. Config: what is wrong with it. */
  apiConfig(p: ApiConfigPlace): {
    startDate: string | null;
    endDate: string | null;
    baseUrl: string | null;
    outputDir: string;
    /** How far it reads back before its watermark: seconds, or ids. */
    overlap: number;
    hasWatermark: boolean;
    /** The API can be asked for one day. */
    hasDayFilter: boolean;
    /** Something says which rows belong to a day: without it there is no backfill. */
    canTellDays: boolean;
  };
  ingestApi(p: ApiRunRequest): { runId: string };
  /** The days of the range as they stand, and which would be ingested. Nothing is done. */
  planBackfill(p: BackfillAsked): readonly PlannedDayView[];
  backfill(p: BackfillAsked): { runId: string };
  /** Of a run that has come to its end: the command line's JSON, paths absolute. */
  apiResult(p: { workDir: string; runId: string }): string;
};

export interface BackfillAsked extends ApiRunRequest {
  readonly mode: BackfillMode;
  /** The newest day first. */
  readonly backwards: boolean;
  /** Days that are ingested at once. */
  readonly maxParallel: number;
  /** YYYY-MM-DD: of the range these alone; absent: all. */
  readonly dates?: readonly string[];
}

export interface PlannedDayView {
  readonly date: string;
  readonly state: DayState | 'skipped';
  readonly isPlanned: boolean;
}

/** What the extension may ask of the engine process about datasets. */
export type DatasetVerbs = {
  /** Those of these places that are datasets, in the order of their folders. */
  datasets(p: DatasetPlaces): readonly DatasetView[];
  /** At most 500 letters. */
  deadLetters(p: DeadLetterAsked): DeadLetterPage;
  /** In the order of `dates`, which are days of the dataset. */
  partitions(p: { folder: string; dates: readonly string[] }): readonly PartitionView[];
  /** A dataset with all of its days; null: there is none (any more). */
  lookAtDataset(p: { folder: string }): DatasetLook | null;
  dayOfDataset(p: { folder: string; date: string }): DayLook;
  /** Of the tables of all days. Reads the end of each file. `id` is the asker's own. */
  compareSchemas(p: { id: string; folder: string }): SchemasCompared;
  stopCompare(p: { id: string }): void;
  /**
   * Absent `ids`: all, or all of one reason. `id` is the asker's own. `config`: the configuration that writes the dataset, whose headers requests
   * carry that are sent again; null: none.
   */
  replayDeadLetters(p: ReplayAsked): ReplayAnswer;
  /** Nothing of it is written then, unless it was already. */
  stopReplay(p: { id: string }): void;
  /** Absent `ids`: all, or all of one reason. For good. */
  dropDeadLetters(p: { folder: string } & Pick<ReplayAsked, 'ids' | 'reason' | 'except'>): {
    dropped: number;
    remaining: number;
  };
  /**
   * Moves a dataset (`date` null), or a day of it, to a backup of the work folder, which `restoreWorkFolder` puts back.
   * Transient `busy` when a run writes it.
   */
  removeDataset(p: { workDir: string; folder: string; date: string | null }): { backup: string };
  /** Keeps a copy of the watermarks before somebody edits them; where there are none, of what is known of the days, or of the dataset. Usage `no_state`. */
  backUpState(p: { folder: string }): { file: string; backup: string };
  /** A state file of a dataset as it is written now, saved or not; none for other files. */
  checkState(p: { file: string; text: string }): readonly (Reason & Span)[];
  /** Really writes and reads them, in the folder `out`, absolute. */
  compareFormats(p: { file: string; out: string; workDir: string }): ComparedFormats;
  stopFormats(p: { workDir: string }): void;
};

export interface ReplayAsked {
  readonly id: string;
  readonly folder: string;
  readonly ids?: readonly string[];
  /** A code. */
  readonly reason?: string;
  /** Not these, where `ids` is absent. */
  readonly except?: readonly string[];
  readonly config: string | null;
}

export interface ReplayAnswer {
  readonly replayed: number;
  readonly remaining: number;
  readonly failed: readonly { readonly id: string; readonly reason: Reason }[];
}
