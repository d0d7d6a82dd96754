import type { Problem } from '../../model/problem.ts';
import type { ColumnType } from '../../model/table/columnType.ts';
import type { Value } from '../../model/table/value.ts';
import type { TableHead } from '../../model/tableView/table.ts';
import type { ViewReader, ViewTables } from '../filePorts.ts';
import type { KeptOrders, OrderRoom } from './keptOrders.ts';

export type { Arrangement } from './keptOrders.ts';

export interface ViewPorts extends ViewTables {
  /** As `WholeTablePorts` has it; told of are folders below that cannot be listed, by name with `/` at its end. */
  findTables(path: string, leaveOut: (name: string, thrown: unknown) => void): Promise<readonly string[] | null>;
  /** Lets others have their turn: an engine that sorts a million rows still answers. */
  breathe(): Promise<void>;
  /** Milliseconds since some moment. */
  elapsed(): number;
  readonly orders: OrderRoom;
}

/** A file, or a folder of them, that somebody looks at. */
export interface TableView {
  readonly head: TableHead;
  readonly columns: readonly ViewColumn[];
  readonly parts: readonly ViewPart[];
  /** Row groups of all parts, in the order of their rows. */
  readonly groups: readonly ViewGroup[];
  readonly breathe: ViewPorts['breathe'];
  readonly elapsed: ViewPorts['elapsed'];
  readonly kept: KeptOrders;
  /** Lets go of all that is kept of it. */
  close(): Promise<void>;
}

export interface ViewColumn {
  readonly name: string;
  /** What the types of all parts have in common; of the first one where that is nothing. */
  readonly type: ColumnType;
  /** Why it cannot be read in any file. */
  readonly problem: Problem | null;
}

export interface ViewPart {
  readonly name: string;
  /** The table is this file. */
  readonly isAlone: boolean;
  readonly reader: ViewReader;
  /** By column of the table. */
  readonly places: readonly Place[];
}

/** Where a file has a column, what all of its rows have (null: it has no such column), or why it cannot be read there. */
export type Place = number | { readonly constant: Value } | { readonly problem: Problem };

export interface ViewGroup {
  readonly part: ViewPart;
  /** Its place in its file. */
  readonly group: number;
  /** Its first row, in the table. */
  readonly base: number;
  readonly rows: number;
}

/** The group that holds a row of the table. */
export function groupOf(groups: readonly ViewGroup[], row: number): ViewGroup | undefined {
  let [low, high] = [0, groups.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((groups[middle]?.base ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  const found = groups[low];
  return found && row >= found.base && row < found.base + found.rows ? found : undefined;
}
