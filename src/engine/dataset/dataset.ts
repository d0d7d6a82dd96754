import type { PartitionResult } from '../../model/api/apiEvent.ts';
import type { DeadLetterDraft } from '../../model/dataset/deadLetter.ts';
import type { KeyFilter } from '../../model/dataset/keyFilter.ts';
import type { SchemaChange } from '../../model/dataset/schemaContract.ts';
import type { WatermarksSeen, WatermarkValue } from '../../model/dataset/watermark.ts';
import type { Reason } from '../../model/problem.ts';
import type { SeqSet } from '../../model/dataset/seqSet.ts';
import type { Row } from '../../model/table/value.ts';
import type { AddedPage, Staging, TableColumn } from '../ports.ts';
import type { TableSink } from './tableSink.ts';

/** One run's view of a dataset's folder; the run holds the dataset's lock until it closes it. */
export interface Dataset {
  /** What was there when the run began. Null columns: nothing was written yet. */
  readonly before: { readonly watermark: WatermarkValue | null; readonly columns: readonly TableColumn[] | null };
  /** What to ask the API for: the watermark less the overlap; null: everything. */
  readonly since: WatermarkValue | null;
  /** How many runs have begun to write here: of a run that reads, so that it knows later whether others came after it. */
  readonly writers: number;
  /** Whether another run has begun to write since there were so many: what was read before that may be older. */
  isOvertaken(writers: number): boolean;
  /** Days that have their `_SUCCESS`, and the table that it tells of. */
  done(): Promise<readonly string[]>;
  readonly warnings: readonly Reason[];
  /** Where a fetched row goes, or why it cannot be ingested. */
  place(row: Row): Placed | { readonly deadLetter: Reason };
  /**
   * After all pages: what will be written. The same on the same staging and folder. Throws data `schema_changed`.
   * @param found the columns of all staged rows, in the order in which they appeared
   */
  plan(staged: StagedRows, found: readonly TableColumn[]): Promise<DatasetPlan>;
  /** For the rows of a run that begins; it is opened when so many have come. */
  early(enoughRows?: number): EarlyTable;
  /** One API_PARTITION. Twice gives what once gives. */
  writePartition(date: string, staged: StagedRows, plan: DatasetPlan, early?: EarlyTable): Promise<WrittenPartition>;
  /** Durable when it resolves; the same letter of the same run is one. */
  addDeadLetters(letters: readonly DeadLetterDraft[]): Promise<void>;
  /** The ids of all that this run has put there, the schema contract's too. */
  toldDeadLetters(): Promise<ReadonlySet<string>>;
  /** After the data: rows that moved leave their old day; then columns, days, and last the watermark. */
  finish(staged: StagedRows, request: FinishRequest): Promise<Finished>;
  /** Gives the lock back. */
  close(): Promise<void>;
}

export interface Placed {
  readonly key: string;
  readonly partitionDate: string;
  /** The row's watermark, comparable by `compareOrder`; null where none is known. */
  readonly order: string | null;
}

/** What the dataset asks of the staging. */
export type StagedRows = Pick<Staging, 'partitions' | 'rows' | 'row' | 'uriOf'>;

/** For the run that made it, in this process: it is made again, the same, after a crash. */
export interface DatasetPlan {
  readonly dates: readonly string[];
  readonly columns: readonly TableColumn[];
  readonly changes: readonly SchemaChange[];
  /** Columns whose values have to be looked at: the value, or its whole row, is put aside when it does not fit. */
  readonly guards: readonly { readonly name: string; readonly holdsRow: boolean }[];
  /** Staged rows of each day. */
  readonly rows: ReadonlyMap<string, number>;
  /** Days that are written though no row may have come for them: they hold a row that came and stays, or a narrower type. */
  readonly touched: ReadonlySet<string>;
  /** `seq` of rows that stay out of their day, because their key stands in another one. */
  readonly elsewhere: SeqSet;
  /** Of all staged rows; made when it is first asked for. */
  keys(): KeyFilter;
}

/**
 * The table of a day, written while its pages are still read, in the hope that all rows are of one day, come once and
 * keep the types that the first ones have. What does not come so is written from the staging, when all is read; so is
 * the table of a run that was resumed.
 */
export interface EarlyTable {
  /** @param found the columns of all rows so far */
  add(added: Pick<AddedPage, 'fresh' | 'hasReplaced'>, found: () => readonly TableColumn[]): Promise<void>;
  /** The table, when it holds what the plan would write on that day; once. Else it is discarded. */
  take(date: string, plan: DatasetPlan): Promise<TableSink | null>;
  /** Nothing of it is left, and no more rows are taken. */
  discard(): Promise<void>;
}

/** As the record of a run keeps it. */
export type WrittenPartition = PartitionResult;

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

export interface Finished {
  /** Those that were given, and those that rows have left; in the order of the days. */
  readonly partitions: readonly WrittenPartition[];
  readonly watermark: WatermarkMove;
}

export interface WatermarkMove {
  readonly before: WatermarkValue | null;
  readonly after: WatermarkValue | null;
}
