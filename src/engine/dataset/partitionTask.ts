import type { Manifest } from '../../model/dataset/stateFile.ts';
import type { DatasetPlan, StagedRows } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';

export interface PartitionTask {
  readonly writing: DatasetWriting;
  readonly date: string;
  readonly staged: StagedRows;
  readonly plan: DatasetPlan;
  /** Null: the day is not done, or its table is not the one that was written. */
  readonly before: Manifest | null;
}

/** What one writing of a partition came to. */
export interface Outcome {
  readonly manifest: Manifest;
  readonly isKept: boolean;
  readonly written: number;
  readonly deadLetters: number;
  readonly discarded: number;
}
