import type { Problem } from '../model/problem.ts';

/** What a value is like, for who draws it: numbers stand at the right, nested ones unfold. */
export type ValueKind = 'number' | 'text' | 'boolean' | 'date' | 'timestamp' | 'binary' | 'nested' | 'null';

/** A Parquet file, or a folder of them as one table (a Hive dataset). */
export interface TableHead {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
  readonly rows: number;
  /** In the order of their rows. */
  readonly files: readonly TablePart[];
  /** In the order of the file; columns that the path says (`partition_date=…`) last. Everywhere else a column is its place here. */
  readonly columns: readonly TableColumnView[];
  /** Files of a folder that cannot be read: their rows are not in the table. */
  readonly unread: readonly { readonly name: string; readonly problem: Problem }[];
  /** Columns that are not alike in all files. */
  readonly differences: readonly SchemaDifference[];
}

export interface TablePart {
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
  /** Why none of its values can be shown; the other columns are. */
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
  /** Columns that could not be read here; their cells are null. */
  readonly failures: readonly { readonly column: number; readonly problem: Problem }[];
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

/** Of one table. `id` is the asker's own name of what may take long: it is stopped by it, and its progress is told with it. */
export type TableWork = {
  /** Usage: a filter that cannot be read, with `column`. The answer is kept: `rows` with the same query is quick. */
  arrange(p: { id: string; query: TableQuery }): Arranged;
  /** At most 500 rows and 100 columns. */
  rows(p: { query: TableQuery; columns: readonly number[]; from: number; count: number }): RowSlice;
  /** Where a row of the table stands in the query; null: it is filtered out. */
  position(p: { query: TableQuery; row: number }): number | null;
  find(p: FindAsked & { id: string }): Found | null;
  insight(p: { id: string; query: TableQuery; column: number }): ColumnInsight;
  /** All of one value: indented JSON where it is nested. Cut after a million units, and said so. */
  cell(p: { row: number; column: number }): Cell;
  /** `file`: its place in `files`. */
  layout(p: { file: number }): FileLayout;
  groupLayout(p: { file: number; group: number }): readonly ChunkLayout[];
  /** All of one value of the key-value metadata; `note`: its place. Cut after a million units, and said so. */
  note(p: { file: number; note: number }): Cell;
};

type OfTable<Work> = {
  [K in keyof Work]: Work[K] extends (p: infer P) => infer R ? (p: P & { table: string }) => R : never;
};

/** What the extension may ask of the engine process about an open table. `table` is the asker's own name of it. */
export type TableVerbs = {
  openTable(p: { table: string; path: string }): TableHead;
  closeTable(p: { table: string }): void;
  /** Text for the clipboard, at most 16 million units; `rows`: those in it. */
  copyTable(p: CopyAsked & { table: string; id: string }): { text: string; rows: number };
  /** All rows of a query, to `file`, absolute. */
  exportTable(p: ExportAsked & { table: string; id: string; file: string }): { rows: number; bytes: number };
  stopTableWork(p: { id: string }): void;
} & {
  [K in keyof OfTable<TableWork> as `table${Capitalize<K>}`]: OfTable<TableWork>[K];
};

export interface ExportAsked {
  readonly query: TableQuery;
  readonly columns: readonly number[];
  readonly format: TableExportFormat;
}

/** What the table page may ask of its host. */
export type TableHostVerbs = TableWork & {
  /** Anew each time: the file may be another one by now. */
  open(p: Record<string, never>): TableHead;
  stop(p: { id: string }): void;
  /** Onto the clipboard; `rows`: those that found room. */
  copy(p: CopyAsked & { id: string }): { rows: number };
  copyText(p: { text: string }): void;
  /** The host asks where to; null: nobody wanted it. */
  export(p: ExportAsked & { id: string }): { file: string; rows: number; bytes: number } | null;
};

/** What the host may tell the table page. */
export type TablePageVerbs = {
  /** Of work that was asked for with this `id`: rows. */
  moved(p: { id: string; done: number; total: number }): void;
  /** The file is another one now, or gone: what is shown is of before, until `open` is asked again. */
  changed(p: Record<string, never>): void;
  /** Row number in the table, from 0; `column`: its name, null: none in particular. */
  showRow(p: { row: number; column: string | null }): void;
};
