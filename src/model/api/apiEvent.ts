import type { SchemaChange } from '../dataset/schemaContract.ts';
import type { WatermarkValue } from '../dataset/watermark.ts';
import type { ActivityBody, ExecutionBody, Recorded, StartedBody } from '../eventBody.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import type { Reason } from '../problem.ts';

export type ApiHistoryEvent = Recorded<ApiEventBody>;

export type ApiEventBody =
  | StartedBody<'ApiIngestionWorkflow', ApiIngestionInput, ApiRunOptions>
  | ActivityBody<ApiActivityRef, ApiActivity>
  | ExecutionBody<ApiRunResult, ApiRunCounts>;

/** What a person chose when starting, beside the input: part of the record, so that a resume does the same. */
export interface ApiRunOptions {
  /** The configuration file, absolute; null when there was none. */
  readonly inputFile: string | null;
  /** The current folder at the start, absolute: the output folder is relative to it. */
  readonly currentFolder: string;
  /** The run id of the backfill that this one is a part of. */
  readonly parent?: string;
}

export interface ApiActivityRef {
  /** `page-12`, `partition-2026-01-31`. */
  readonly activityId: string;
  readonly activityType: 'API_PAGE' | 'API_PARTITION';
  /** The page's address; of a partition, its folder's name. */
  readonly uri: string;
}

interface ApiActivity {
  readonly scheduled: unknown;
  readonly completed: { readonly page?: PageCounts; readonly partition?: PartitionResult };
  readonly failed: unknown;
}

/** What came of a page. */
export interface PageCounts {
  readonly rows: number;
  /** Rows whose key came for the first time. */
  readonly added: number;
  readonly deadLetters: number;
  readonly bytes: number;
}

/** What came of a partition. */
export interface PartitionResult {
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
  /** Rows, and single values, that a declared type or the schema contract put aside. */
  readonly deadLetters: number;
  readonly discarded: number;
}

export interface ApiRunCounts {
  readonly pages: number;
  readonly records: number;
  readonly deadLetters: number;
}

export interface ApiRunResult extends ApiRunCounts {
  readonly partitions: readonly PartitionResult[];
  /** Exchanges with the API, those that were of no use included. */
  readonly requests: number;
  readonly retries: number;
  readonly watermark: { readonly before: WatermarkValue | null; readonly after: WatermarkValue | null };
  readonly schemaChanges: readonly SchemaChange[];
  readonly warnings: readonly Reason[];
}
