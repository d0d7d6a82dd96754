import type { DayRange } from '../model/api/backfill.ts';
import type { SchemasCompared } from '../model/dataset/compareSchemas.ts';
import type { DatasetLook, DayLook } from '../model/dataset/look.ts';
import type { Problem } from '../model/problem.ts';
import type { RunStatus } from '../model/view.ts';
import type { DeadLetterPage, PlannedDayView, ReplayAnswer } from './datasets.ts';

type Nothing = Record<string, never>;

/** What the page of a dataset is about; absolute. */
export interface DatasetSubject {
  readonly folder: string;
}

/** What its configuration says. */
export interface DatasetConfig {
  /** Relative to the workspace. */
  readonly name: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** How far it reads back before its watermark: seconds, or ids. */
  readonly overlap: number;
  readonly hasWatermark: boolean;
  /** The API can be asked for one day. */
  readonly hasDayFilter: boolean;
  /** Without it there is no backfill. */
  readonly canTellDays: boolean;
}

export interface DatasetOpened {
  readonly look: DatasetLook;
  /** Relative to the workspace. */
  readonly name: string;
  /** Null: none of the workspace writes it. */
  readonly config: DatasetConfig | null;
  /** Why the configuration that is there cannot be read. */
  readonly configProblem: Problem | null;
  readonly works: readonly DatasetWork[];
  /** Some of its dead letters are being replayed from here. */
  readonly isReplaying: boolean;
  readonly lettersDone: LettersDone | null;
  /** A report on the whole dataset is kept. */
  readonly hasReport: boolean;
}

/** What came of the last thing that was done with dead letters here; it is there for a page that was away, too. */
export type LettersDone =
  | { readonly kind: 'replayed'; readonly answer: ReplayAnswer }
  | { readonly kind: 'dropped'; readonly dropped: number; readonly remaining: number }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** A run that writes this dataset, or the last one that did. */
export interface DatasetWork {
  readonly workDir: string;
  readonly runId: string;
  readonly kind: 'backfill' | 'ingestion';
  readonly status: RunStatus;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly failure: Problem | null;
  /** Days of a backfill; `planned` null: an ingestion does not know. */
  readonly planned: number | null;
  readonly done: number;
  readonly failed: number;
  /** That are being ingested. */
  readonly running: readonly DayRange[];
  /** Of an ingestion. */
  readonly pages: number;
  readonly rows: number;
}

export interface DaysChosen {
  /** YYYY-MM-DD, in their order. */
  readonly dates: readonly string[];
  /** The newest day first. */
  readonly backwards: boolean;
  /** Days that are ingested at once. */
  readonly maxParallel: number;
}

/** What a backfill of these days would do. Nothing is done. */
export interface Simulation {
  /** Of the chosen days alone. */
  readonly days: readonly PlannedDayView[];
  /** What one day took in the runs so far, on average; null: no run is known. */
  readonly usual: { readonly pages: number; readonly rows: number; readonly runs: number } | null;
  /** How often the API is read from its beginning: once a day, or once for days in a row. */
  readonly readings: number;
  readonly hasDayFilter: boolean;
}

/** Absent `ids`: all, or all of one reason, but for those of `except`. */
export interface LettersChosen {
  readonly ids?: readonly string[];
  readonly reason?: string;
  readonly except?: readonly string[];
}

/** `hasRun`: the run that wrote it is in the history; `failure`: of what that run failed; `hasReport`: the one behind its verdict can be opened. */
export type DayView = DayLook & {
  readonly hasRun: boolean;
  readonly hasReport: boolean;
  readonly failure: Problem | null;
};

export type DatasetAct = 'load' | 'open' | 'validate' | 'report' | 'editState' | 'config' | 'newConfig' | 'folder';
export type DayAct = 'open' | 'remove' | 'report' | 'validate';

/** What the page of a dataset may ask. */
export type DatasetHostVerbs = {
  /** Null: it is gone. */
  open(p: Nothing): DatasetOpened | null;
  day(p: { date: string }): DayView;
  schemas(p: Nothing): SchemasCompared;
  stopSchemas(p: Nothing): void;
  /** At most 500. */
  letters(p: { from: number; reason: string | null }): DeadLetterPage;
  replay(p: LettersChosen): ReplayAnswer;
  stopReplay(p: Nothing): void;
  /** After a question; null: nobody wanted it. `count`: how many there seem to be. */
  drop(p: LettersChosen & { count: number }): { dropped: number; remaining: number } | null;
  simulate(p: DaysChosen): Simulation;
  /** Null: whoever was asked where it runs went away. */
  backfill(p: DaysChosen): { runId: string | null };
  cancel(p: { workDir: string; runId: string }): void;
  copy(p: { text: string }): void;
  act(p: { act: DatasetAct }): void;
  actOnDay(p: { act: DayAct; date: string }): void;
  openRun(p: { workDir: string; runId: string }): void;
  openDayRun(p: { runId: string }): void;
};

/** What the host may tell it. */
export type DatasetPageVerbs = {
  /** Something in its folder is not as it was. */
  changed(p: Nothing): void;
  works(p: { works: readonly DatasetWork[] }): void;
};
