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

/** The first ones, in the order in which they were seen, and how many there are. */
export interface DeadLetterPage {
  readonly total: number;
  readonly letters: readonly DeadLetterView[];
  /** Where their files lie, absolute. */
  readonly folder: string;
}

/** What the extension may ask of the engine process about datasets. */
export type DatasetVerbs = {
  /** Those of these places that are datasets, in the order of their folders. */
  datasets(p: DatasetPlaces): readonly DatasetView[];
  /** At most 500 letters. */
  deadLetters(p: { folder: string }): DeadLetterPage;
  /** In the order of `dates`, which are days of the dataset. */
  partitions(p: { folder: string; dates: readonly string[] }): readonly PartitionView[];
};
