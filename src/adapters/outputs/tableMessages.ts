import type { ExactColumn, TextPiece } from '../../model/table/exactColumn.ts';
import type { CellsRead, FoundCell } from '../../engine/filePorts.ts';
import type { Problem } from '../../model/problem.ts';
import type { Cell, ChunkLayout, FileLayout } from '../../model/tableView/table.ts';
import type { RawElement } from './parquetPhysical.ts';

/** What the thread of `createTableReading` is asked, one at a time. Without `group`: what the file is. */
export interface ReadRequest {
  readonly file: string;
  /** Of the file when it was opened: another one under its name is not read as if it were this one. */
  readonly stamp?: string;
  readonly group?: number;
  /** Places of top-level columns. */
  readonly columns?: readonly number[];
  /** Of one column, as `PhysicalColumn`. */
  readonly isFlat?: boolean;
  /** Of tables that are looked at. `rows`: of the group; null: all. */
  readonly view?: ViewRequest;
}

export type ViewRequest =
  | { readonly what: 'cells'; readonly columns: readonly number[]; readonly rows: Uint32Array }
  | { readonly what: 'cell'; readonly column: number; readonly row: number }
  | { readonly what: 'exact'; readonly column: number; readonly rows: Uint32Array | null }
  | { readonly what: 'layout' | 'chunks' }
  | { readonly what: 'note'; readonly note: number }
  | { readonly what: 'find'; readonly columns: readonly number[]; readonly rows: Uint32Array; readonly text: string };

export type ViewAnswer =
  | { readonly cells: readonly CellsRead[] }
  | { readonly cell: Cell }
  | { readonly exact: ExactColumn }
  | { readonly layout: Omit<FileLayout, 'file'> }
  | { readonly chunks: readonly ChunkLayout[] }
  | { readonly note: Cell }
  | FoundCell
  /** The thread was lost while it read one of the columns: its place among those that were asked for. */
  | { readonly lost: Problem; readonly at: number };

/** Stands for a compression: nobody without the key can undo it. */
export const ENCRYPTED = 'ENCRYPTED';

export interface FileHead {
  readonly stamp: string;
  /** Bytes. */
  readonly size: number;
  /** By leaf: a compression of it that we do not have, ENCRYPTED, or null. */
  readonly codecs: readonly (string | null)[];
  readonly schema: readonly RawElement[];
  /** Rows of each group. */
  readonly groups: readonly number[];
  readonly notes: Readonly<Record<string, string>>;
  /** By leaf: the smallest and the largest of int64 columns, where the file says them. */
  readonly bounds: readonly (readonly [bigint, bigint] | null)[];
  readonly statistics: LeafStatistics;
}

/** By group × leaf, flat: a wide file of many groups has a hundred thousand. */
export interface LeafStatistics {
  /** NaN where the file does not say. */
  readonly nulls: Float64Array;
  /** Physical values; null where the file does not say, or not exactly. */
  readonly mins: readonly unknown[];
  readonly maxs: readonly unknown[];
}

/** A column each, as physical values; whole numbers that doubles hold as Float64Array, NaN for null. */
export type GroupColumns = readonly ArrayLike<unknown>[];

/** One column as it goes between threads: typed arrays, whose memory moves. */
export type FlatColumn =
  /** NaN for null. */
  | Float64Array
  /** Of nulls: 1 for null. */
  | { readonly longs: BigInt64Array; readonly nulls: Uint8Array }
  /** `places`: of each row's text among those of all pieces, -1 for null. */
  | { readonly pieces: readonly TextPiece[]; readonly places: Int32Array };

export type PhysicalColumn = FlatColumn | { readonly values: ArrayLike<unknown> };

export type ReadAnswer =
  | { readonly head: FileHead }
  | { readonly columns: GroupColumns }
  | { readonly column: PhysicalColumn }
  | { readonly view: ViewAnswer }
  | { readonly refused: Refusal };

/** `code`: of the system, or one of ours. */
export interface Refusal {
  readonly code: string;
  readonly why: string;
  /** The thread was lost: the place, among the columns that were asked for, of the one that it read. */
  readonly at?: number;
}
