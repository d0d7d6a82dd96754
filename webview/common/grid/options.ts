import type { Text } from '../../../src/model/speech.ts';
import type { TableQuery } from '../../../src/protocol/table.ts';
import type { View } from '../lit.ts';
import type { Layout, Window } from './geometry.ts';
import type { Drawable, GridRows } from './rows.ts';
import type { GridColumn, GridState, Place } from './state.ts';

export interface GridOptions {
  /** Of the grid's element; cells are `<id>-<row>-<column>`, heads `<id>-h-<column>`. */
  readonly id: string;
  readonly label: string;
  readonly text: Text;
  /** Of the table: all of them, in its order. */
  readonly columns: readonly GridColumn[];
  readonly state: GridState;
  readonly layout: Layout;
  /** null: not asked for yet. */
  readonly rows: GridRows | null;
  change(part: Partial<GridState>): void;
  /** Absent: it cannot be sorted. */
  readonly sort?: { readonly by: TableQuery['sort']; toggle(column: number, isMore: boolean): void };
  readonly filters?: GridFilters;
  /** Enter, or a double click. */
  open?(place: Place): void;
  /** A row's number leads somewhere: what that is called, by the number as it is written, and going there. */
  readonly go?: { label(number: string): string; run(row: number): void };
  /** Rows can be checked, beside what is selected: Space, or a click on the box beside the number. */
  readonly check?: Checks;
  /** A cell that is more than its text. */
  draw?(row: number, column: number): View | undefined;
  /** What is selected. */
  copy?(): void;
  /** Of a column: `box` is what it was asked for from. */
  menu?(column: number, box: DOMRect): void;
  /** Keys in the cells that are not the grid's own. */
  press?(event: KeyboardEvent): void;
  /** A row by its number in the table. */
  readonly marked?: number | null;
  /** In place of rows, where there are none. */
  readonly empty?: View;
}

/** Rows by their position in what is shown. */
export interface Checks {
  is(row: number): boolean;
  readonly all: 'all' | 'some' | 'none';
  /** Those that are not checked yet are; where all of them are, none is any more. */
  toggle(from: number, count: number): void;
}

/** What all parts of a grid are drawn from. */
export interface Drawing extends GridOptions {
  readonly drawable: Drawable;
  readonly window: Window;
}

/** Fields under the header. */
export interface GridFilters {
  text(column: number): string;
  /** What may be typed, while it is empty. */
  hint(column: number): string;
  /** What is wrong with it. */
  fault(column: number): string | null;
  type(column: number, text: string, isNow: boolean): void;
}
