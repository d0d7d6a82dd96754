import type { TypedField } from '../model/table/columnType.ts';
import type { ColumnFacts, ColumnValues } from '../model/table/columnValues.ts';
import type { ExactColumn } from '../model/table/exactColumn.ts';
import type { Row, Value } from '../model/table/value.ts';
import type { Cell, ChunkLayout, FileLayout, TableColumnView } from '../model/tableView/table.ts';
import type { Problem } from '../model/problem.ts';

export type { ColumnFacts, ColumnValues };

/** A file that other programs will read. `folder` is absolute and made when it is not there. */
export interface OutputPlace {
  readonly folder: string;
  readonly name: string;
}

/** Under its name only once it is published: whole, and on the disk. One that was there is replaced then. */
export interface TextFile {
  /** Gives the bytes so far. */
  append(text: string): Promise<number>;
  /** Gives its bytes. */
  publish(): Promise<number>;
  discard(): Promise<void>;
}

/** A table's column. Its values fit its type (`model/table/fitValue.ts`); null and a missing field are the same. */
export type TableColumn = TypedField;

export type Compression = 'snappy' | 'zstd' | 'gzip' | 'none';

export interface TableOptions {
  readonly columns: readonly TableColumn[];
  /** Snappy when absent. */
  readonly compression?: Compression;
  /** Kept with the table, by name. */
  readonly notes?: Readonly<Record<string, string>>;
  /** What stands in columns that a row does not have; null where nothing is said. */
  readonly defaults?: Row;
}

/** A table being written: under its name only once it is published. */
export interface TableFile<One = Row> {
  /** Row groups are made and written on the way: memory does not grow with the rows. Throws data `value_does_not_fit`. */
  append(rows: readonly One[]): Promise<void>;
  publish(): Promise<{ readonly bytes: number; readonly sha256: string }>;
  discard(): Promise<void>;
}

/** A table being read. Its methods throw data `table_corrupt` with file and why, never later than a deadline; `table_changed`. */
export interface TableReader {
  readonly columns: readonly TableColumn[];
  readonly rows: number;
  readonly notes: Readonly<Record<string, string>>;
  /** Of each row group: rows, and by top-level column what the file's statistics say (absent: nothing). */
  readonly facts: readonly GroupFacts[];
  /**
   * One column of one row group, from 0. Float64Array for numbers that doubles hold exactly (NaN: null or NaN), else Values
   * with null. Throws config `column_missing`.
   */
  column(group: number, name: string): Promise<ColumnValues>;
  /** Row by row group, in order, or of one group; of all columns, or of those named. Null where there is no value. */
  groups(columns?: readonly string[], only?: number): AsyncIterable<readonly Row[]>;
  /** Reads only the row groups, and the columns, that are asked for. */
  read(request: {
    readonly columns?: readonly string[];
    readonly from: number;
    readonly count: number;
  }): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface GroupFacts {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnFacts>;
}

/** A column of a row group at some of its rows; a problem: it cannot be read, and others can. */
export type CellsRead = { readonly cells: readonly Cell[] } | { readonly problem: Problem };

/** Part of a row group. Columns are places among `seen`, rows count from the group's first. */
export interface RowsAsked {
  readonly group: number;
  readonly columns: readonly number[];
  readonly rows: Uint32Array;
}

/** A table that somebody looks at: nothing is read but what is asked for, and two columns may have one name. */
export interface ViewReader extends TableReader {
  readonly bytes: number;
  /** As `columns`, as a person sees them. */
  readonly seen: readonly Omit<TableColumnView, 'isPartition'>[];
  cells(asked: RowsAsked): Promise<readonly CellsRead[]>;
  /** All of one, indented where it is nested; cut after a million units. */
  cell(asked: { readonly group: number; readonly column: number; readonly row: number }): Promise<Cell>;
  /** One column, all of a row group or some of its rows. */
  exact(asked: ExactAsked): Promise<ExactColumn>;
  /** The same as Values; binary ones are hexadecimal texts, and NaN is not null. */
  values(asked: ExactAsked): Promise<readonly Value[]>;
  /**
   * Places among `rows` and `columns` of the first cell, row by row, that holds a text, which is in lower case. `unread`:
   * places of columns that could not be looked into.
   */
  find(asked: RowsAsked & { readonly text: string }): Promise<FoundCell>;
  /** What the footer says: of any file that has one, whatever its pages hold. */
  layout(): Promise<Omit<FileLayout, 'file'>>;
  chunks(group: number): Promise<readonly ChunkLayout[]>;
  /** Key-value metadata at a place; cut after a million units. */
  note(note: number): Promise<Cell>;
}

export interface FoundCell {
  readonly found: { readonly row: number; readonly column: number } | null;
  readonly unread: readonly number[];
}

export interface ExactAsked {
  readonly group: number;
  readonly column: number;
  /** Null: all of them. */
  readonly rows: Uint32Array | null;
}

export interface ViewTables {
  /** Throws what `openTableFile` throws. */
  openTableFile(file: string): Promise<ViewReader>;
}

export interface Tables {
  openTable(place: OutputPlace, options: TableOptions): Promise<TableFile>;
  /** Rows as JSON texts, as `exactJson` writes them; what is wrong with one may be thrown after its `append`. */
  openJsonTable(place: OutputPlace, options: TableOptions): Promise<TableFile<string>>;
  /**
   * Throws data `table_corrupt`, `table_cut` (its end is missing), `table_not_parquet`, `table_encrypted`; config
   * `table_missing`, `table_unreadable`, `table_is_folder`.
   */
  openTableFile(file: string): Promise<TableReader>;
}

/** One of the formats that a table is compared in. Memory does not grow with the rows, in either direction. */
export interface RowFormat {
  write(place: OutputPlace, columns: readonly TableColumn[]): Promise<RowFile>;
  /** What `write` wrote of these columns, as Values of their types, or of one of them alone. */
  read(file: string, columns: readonly TableColumn[], only?: string): AsyncIterable<readonly Row[]>;
}

export interface RowFile {
  append(rows: readonly Row[]): Promise<unknown>;
  /** Gives its bytes. */
  publish(): Promise<number>;
  discard(): Promise<void>;
}

export interface Outputs extends Pick<Tables, 'openTable'> {
  openText(place: OutputPlace): Promise<TextFile>;
}

/**
 * A dataset's folder. Names are relative to it, with `/`; partitions are `partition_date=YYYY-MM-DD`. What is written is
 * on the disk when it resolves, whole or not at all. Throws config `no_permission`, `disk_full`, `not_a_folder`.
 */
export interface DatasetFolder {
  /** Absolute, for messages. */
  readonly path: string;
  /** The names in a folder of it, `''` for itself, sorted; those of folders end with `/`. None when it is not there. */
  list(folder: string): Promise<readonly string[]>;
  /** Where a table is read and written. */
  place(name: string): OutputPlace;
  /** Bytes of a file; null when it is not there. */
  size(name: string): Promise<number | null>;
  /** UTF-8; null when it is not there. */
  read(name: string): Promise<string | null>;
  /** Line by line; none when it is not there. A killed process may have left the last one torn. */
  lines(name: string): AsyncIterable<string>;
  write(name: string, text: string | AsyncIterable<string>): Promise<void>;
  /** Lines of JSON, after what is there; a torn last one is cut first. */
  append(name: string, lines: readonly string[]): Promise<void>;
  remove(name: string): Promise<void>;
  /** One writer a dataset: else transient `busy` with its owner. Gives what gives it back. */
  lock(): Promise<() => Promise<void>>;
}
