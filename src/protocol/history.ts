import type { HistoryBatch } from '../model/history.ts';
import type { StageExplained } from '../model/stageExplained.ts';
import type { TwinComparison } from '../model/temporal/compareTwins.ts';
import type { RunSummary, SourceView } from '../model/view.ts';

type Nothing = Record<string, never>;

/** What the page of a history is about. Only its host reads it: the page shows a run of any engine. */
export interface HistorySubject {
  /** Absolute. */
  readonly workDir: string;
  readonly runId: string;
  /** RFC 3339, for the title of a tab that is restored before its run is known. */
  readonly startedAt: string | null;
  /** Of the same input on the other back end: the page shows both. */
  readonly twinId?: string;
}

/** A row of the axis before, while and after it has bars. */
export type HistorySource = Pick<SourceView, 'uri' | 'title' | 'outcome' | 'reason' | 'aliasOf'>;

export interface HistoryHead {
  readonly run: RunSummary;
  /** In the order of their discovery. */
  readonly sources: readonly HistorySource[];
  /** The Source that the user came from. */
  readonly picked: string | null;
  /** Where all events lie as text, for the foot. */
  readonly place: string;
  readonly twin?: RunSummary;
}

export type ExportFormat = 'jsonl' | 'json' | 'markdown';

export type RunAct = 'resume' | 'retryFailed' | 'cancel' | 'pullPlug';

/** What the page of a history may ask. */
export type HistoryHostVerbs = {
  open(p: Nothing): HistoryHead;
  /** As many as travel well, from this index (0-based) on. */
  events(p: { from: number }): HistoryBatch;
  /** The events as they are recorded, one JSON text each, cut where it is very long; in the order of `ids`. */
  lines(p: { ids: readonly number[] }): readonly string[];
  /** Ids of the events whose text contains this, whatever its case, from this index on. */
  find(p: { text: string; from: number }): readonly number[];
  /** Empty where nothing is known beside the events. */
  explain(p: { uri: string }): readonly StageExplained[];
  /** Of the twin, where there is one. */
  twinEvents(p: { from: number }): HistoryBatch;
  compareTwin(p: Nothing): TwinComparison;
  openArtifact(p: { path: string }): void;
  /** The code of an activity type. */
  openCode(p: { activity: string }): void;
  openText(p: { id: number | null }): void;
  copy(p: { text: string }): void;
  /** Asks where, then writes; false when the user went away. */
  save(p: { format: ExportFormat }): boolean;
  act(p: { act: RunAct }): void;
  /** Brings back a backup of the work folder. */
  restore(p: Nothing): void;
};

/** What the page of a history may be told, at most ten times a second each. */
export type HistoryPageVerbs = {
  /** There may be more events; how the run stands by now. */
  changed(p: { run: RunSummary }): void;
  /** How the twin stands by now. */
  twinChanged(p: { run: RunSummary }): void;
  /** Only those that changed. */
  sources(p: { sources: readonly HistorySource[] }): void;
  /** The user asked for this row. */
  pick(p: { uri: string }): void;
  /** The run is not there any more. */
  gone(p: Nothing): void;
};
