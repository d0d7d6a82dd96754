import type { Problem } from '../problem.ts';

/** What a value is like, for who draws it: numbers stand at the right, nested ones unfold. */
export type ValueKind = 'number' | 'text' | 'boolean' | 'date' | 'timestamp' | 'binary' | 'nested' | 'null';

/** A Parquet file, or a folder of them as one table (a Hive dataset). */
export interface TableHead {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
  readonly rows: number;
  /** In the order of their rows. To a page, of very many only the first and the last; lists of what differs end early, too. */
  readonly files: readonly TablePart[];
  /** In the order of the file; columns that the path says (`partition_date=…`) last. Everywhere else a column is its place here. */
  readonly columns: readonly TableColumnView[];
  /** Of a folder, files that cannot be read and, their names ending in `/`, folders: their rows are not in the table. */
  readonly unread: readonly { readonly name: string; readonly problem: Problem }[];
  /** Columns that are not alike in all files. */
  readonly differences: readonly SchemaDifference[];
  /** How many there are of each. */
  readonly totals: Readonly<Record<'files' | 'groups' | 'unread' | 'differences', number>>;
}

export interface TablePart {
  /** Its place among all files. */
  readonly at: number;
  /** Its path below the folder; a single file's own name. */
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** Row groups. */
  readonly groups: number;
}

export interface TableColumnView {
  readonly name: string;
  /** As a person reads it: `decimal(9, 2)`. */
  readonly type: string;
  readonly kind: ValueKind;
  /** Said by the path, not by the file. */
  readonly isPartition: boolean;
  /** Why none of its values can be shown, in no file; the other columns are. Of some files, `RowSlice` says it at their rows. */
  readonly problem: Problem | null;
}

export interface SchemaDifference {
  readonly column: string;
  /** Null: the column is not there. */
  readonly types: readonly { readonly type: string | null; readonly files: number; readonly first: string }[];
}

/**
 * A value as the file has it: null is NULL, '' an empty text. Numbers with all their digits, times in ISO 8601 (zoned ones
 * end in Z), binary as hexadecimal, nested ones as JSON on one line.
 */
export type Cell = null | string | CutCell;

/** The beginning of a long one. */
export interface CutCell {
  readonly text: string;
  /** Of the whole: UTF-16 units of its text; of binary, its bytes. */
  readonly length: number;
}

export interface TableQuery {
  /** All must hold. `text` is what a person typed, as `model/tableView/filterText.ts` reads it. */
  readonly filters: readonly { readonly column: number; readonly text: string }[];
  /** The first decides; rows that are equal in all stay as the file has them. NULLs come last, whatever the order. */
  readonly sort: readonly { readonly column: number; readonly isDescending: boolean }[];
}

/** Of all rows of the table, never of a page. */
export interface Arranged {
  /** After the filters. */
  readonly rows: number;
  /** How long it took. */
  readonly ms: number;
}

/** Part of what a query shows. Positions and row numbers count from 0. */
export interface RowSlice {
  readonly from: number;
  /** Of each row, its number in the table. */
  readonly numbers: readonly number[];
  /** Row by row, in the order of the columns that were asked for. */
  readonly cells: readonly (readonly Cell[])[];
  /** Columns that could not be read; `rows`: places in this slice, where their cells are null. Two files have two reasons. */
  readonly failures: readonly {
    readonly column: number;
    readonly problem: Problem;
    readonly rows: readonly number[];
  }[];
}

export interface ColumnInsight {
  /** Those of the query. */
  readonly rows: number;
  readonly nulls: number;
  /** Null: not counted (nested values). */
  readonly distinct: number | null;
  /** False: an estimate. */
  readonly isDistinctExact: boolean;
  readonly min: Cell;
  readonly max: Cell;
  /** Of numbers; with the digits that a person reads. */
  readonly mean: string | null;
  readonly median: string | null;
  /** The most frequent first, at most ten; empty where none comes twice. */
  readonly top: readonly { readonly value: Cell; readonly count: number }[];
  /** Equal bins of numbers and times; null: of no others. */
  readonly histogram: readonly { readonly from: string; readonly to: string; readonly count: number }[] | null;
}

/** What the footer of one file says. */
export interface FileLayout {
  readonly file: string;
  readonly bytes: number;
  readonly version: number;
  readonly createdBy: string | null;
  /** Key-value metadata; long values are cut. */
  readonly notes: readonly { readonly key: string; readonly value: Cell }[];
  /** Depth first; the root is not in it. */
  readonly schema: readonly SchemaNode[];
  readonly groups: readonly GroupLayout[];
}

export interface SchemaNode {
  readonly depth: number;
  readonly name: string;
  readonly repetition: 'required' | 'optional' | 'repeated';
  /** `INT64`; null: a group. */
  readonly physicalType: string | null;
  /** `TIMESTAMP(MICROS, UTC)`; null: none said. */
  readonly logicalType: string | null;
  readonly fieldId: number | null;
}

export interface GroupLayout {
  readonly rows: number;
  /** As stored; as it would be without compression. */
  readonly bytes: number;
  readonly rawBytes: number;
}

/** A column chunk. */
export interface ChunkLayout {
  /** Path in the schema, joined by dots. */
  readonly column: string;
  readonly physicalType: string;
  readonly codec: string;
  readonly encodings: readonly string[];
  readonly values: number;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly nulls: number | null;
  readonly distinct: number | null;
  readonly min: Cell;
  readonly max: Cell;
  readonly hasDictionary: boolean;
  readonly hasPageIndex: boolean;
  readonly hasBloomFilter: boolean;
}

export interface FindAsked {
  readonly query: TableQuery;
  /** Anywhere in a cell as it is shown, whatever the case. */
  readonly text: string;
  readonly columns: readonly number[];
  /** Position and column to begin after. */
  readonly from: number;
  readonly column: number;
  readonly isBackwards: boolean;
}

export interface Found {
  readonly position: number;
  readonly column: number;
}

export interface CopyAsked {
  readonly query: TableQuery;
  readonly columns: readonly number[];
  readonly from: number;
  readonly count: number;
  readonly as: CopyForm;
  /** Names of the columns in the first line; JSON has them always. */
  readonly hasHeader: boolean;
}

export type CopyForm = 'tsv' | 'csv' | 'json' | 'markdown';
export type TableExportFormat = 'csv' | 'jsonl' | 'parquet';

export interface ExportAsked {
  readonly query: TableQuery;
  readonly columns: readonly number[];
  readonly format: TableExportFormat;
}
