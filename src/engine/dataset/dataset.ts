import type { DeadLetterDraft } from '../../model/dataset/deadLetter.ts';
import type { SchemaChange } from '../../model/dataset/schemaContract.ts';
import type { WatermarksSeen, WatermarkValue } from '../../model/dataset/watermark.ts';
import type { Reason } from '../../model/problem.ts';
import type { Row } from '../../model/table/value.ts';
import type { TableColumn } from '../ports.ts';

/** One run's view of a dataset's folder; the run holds the dataset's lock until it closes it. */
export interface Dataset {
  /** What was there when the run began. Null columns: nothing was written yet. */
  readonly before: { readonly watermark: WatermarkValue | null; readonly columns: readonly TableColumn[] | null };
  /** What to ask the API for: the watermark less the overlap; null: everything. */
  readonly since: WatermarkValue | null;
  /** Days of the range that have their `_SUCCESS`. */
  readonly done: readonly string[];
  readonly warnings: readonly Reason[];
  /** Where a fetched row goes, or why it cannot be ingested. */
  place(row: Row): Placed | { readonly deadLetter: Reason };
  /** After all pages: what will be written. The same on the same staging and folder. Throws data `schema_changed`. */
  plan(staged: StagedRows): Promise<DatasetPlan>;
  /** One API_PARTITION. Twice gives what once gives. */
  writePartition(date: string, staged: StagedRows, plan: DatasetPlan): Promise<WrittenPartition>;
  /** Durable when it resolves; one that is there already is counted as seen again. Gives how many are new to this run. */
  addDeadLetters(letters: readonly DeadLetterDraft[]): Promise<number>;
  /** After the data: columns, days, then the watermark. */
  finish(result: FinishRequest): Promise<{ readonly watermark: WatermarkMove }>;
  /** Gives the lock back. */
  close(): Promise<void>;
}

export interface Placed {
  readonly key: string;
  readonly partitionDate: string;
  /** The row's watermark, comparable by `compareOrder`; null where none is known. */
  readonly order: string | null;
}

export interface StagedRow {
  /** Its place among all rows, from 0 up; gaps are allowed. */
  readonly seq: number;
  readonly key: string;
  readonly partitionDate: string;
  readonly json: string;
}

/** What the dataset asks of the staging: one row a key. */
export interface StagedRows {
  partitions(): Promise<readonly { readonly partitionDate: string; readonly rows: number }[]>;
  /** In the order of `seq`, in batches of some thousand. */
  rows(partitionDate: string): AsyncIterable<readonly StagedRow[]>;
  /** Those of these keys that are staged. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, StagedRow>>;
  /** The columns of all staged rows, in the order in which they appeared. */
  types(): Promise<readonly TableColumn[]>;
}

export interface DatasetPlan {
  /** In the order in which they have to be written: a row that moves is added before it is dropped. */
  readonly dates: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly changes: readonly SchemaChange[];
}

export interface WrittenPartition {
  readonly partitionDate: string;
  /** That it holds now. */
  readonly rows: number;
  /** Null: it holds none. */
  readonly file: string | null;
  readonly sha256: string | null;
  /** Rows that are new or changed; with `replace`, all of them. */
  readonly written: number;
  /** The file was left as it was. */
  readonly isKept: boolean;
  /** Rows that the schema contract put aside. */
  readonly deadLetters: number;
}

export interface FinishRequest {
  readonly plan: DatasetPlan;
  readonly partitions: readonly WrittenPartition[];
  /** Null: no row with a watermark came. */
  readonly seen: WatermarksSeen | null;
  /** The `Date` of the run's first answer, RFC 3339; null where it had none. */
  readonly askedAt: string | null;
  /** The API's token after the last page, for the watermark `cursor`. */
  readonly cursor: string | null;
}

export interface WatermarkMove {
  readonly before: WatermarkValue | null;
  readonly after: WatermarkValue | null;
}
