import type {
  Arranged,
  Cell,
  ChunkLayout,
  ColumnInsight,
  CopyAsked,
  ExportAsked,
  FileLayout,
  FindAsked,
  Found,
  RowSlice,
  TableHead,
  TableQuery,
} from '../model/tableView/table.ts';

/** The words of a table live in the model: the engine speaks them, too. */
export type * from '../model/tableView/table.ts';

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
  /** All of a list of the head, for the clipboard: a line each, at most 16 million units. */
  listed(p: { of: 'files' | 'unread' | 'differences' }): string;
  /** `file`: its place among all files. */
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
  /** Bounded, whatever the folder; progress is told in files. Usage `table_open_stopped`. */
  openTable(p: { table: string; path: string; id: string }): TableHead;
  closeTable(p: { table: string }): void;
  /** Text for the clipboard, at most 16 million units; `rows`: those in it. Data `row_too_large`: not even one. */
  copyTable(p: CopyAsked & { table: string; id: string }): { text: string; rows: number };
  /** All rows of a query, to `file`, absolute. */
  exportTable(p: ExportAsked & { table: string; id: string; file: string }): { rows: number; bytes: number };
  stopTableWork(p: { id: string }): void;
} & {
  [K in keyof OfTable<TableWork> as `table${Capitalize<K>}`]: OfTable<TableWork>[K];
};

/** What the engine process may tell the extension about its work on a table. */
export type TableGuestVerbs = {
  /** How far the work with this `id` is, in rows: at most ten times a second. */
  tableMoved(p: TableMoved): void;
};

export interface TableMoved {
  readonly id: string;
  readonly done: number;
  readonly total: number;
}

/** What the table page may ask of its host. */
export type TableHostVerbs = TableWork & {
  /** Anew each time: the file may be another one by now. */
  open(p: { id: string }): TableHead;
  stop(p: { id: string }): void;
  /** Name of the dataset that it is, or is a part of; null: of none. */
  dataset(p: Record<string, never>): string | null;
  showDataset(p: Record<string, never>): void;
  /** Onto the clipboard; `rows`: those that found room. */
  copy(p: CopyAsked & { id: string }): { rows: number };
  copyText(p: { text: string }): void;
  /** The host asks where to, and says where they are. */
  export(p: ExportAsked & { id: string }): void;
};

/** What the host may tell the table page. */
export type TablePageVerbs = {
  /** Of work that was asked for with this `id`: rows. */
  moved(p: TableMoved): void;
  /** The file is another one now, or there is none any more: what is shown is of before, until `open` is asked again. */
  changed(p: { isGone: boolean }): void;
  /** Row number in the table, from 0; `column`: its name, null: none in particular. */
  showRow(p: { row: number; column: string | null }): void;
};
