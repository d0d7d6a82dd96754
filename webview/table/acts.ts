import type { Text } from '../../src/model/speech.ts';
import type { TableColumnView, TableHead, TableQuery } from '../../src/protocol/table.ts';
import type { GridState } from '../common/grid/state.ts';
import type { State, Side, Tab, WorkKind } from './state.ts';
import type { World } from './world.ts';

/** What the parts of the page need of it: words, and what a click means. Acts of one part only live in its own file, on `World`. */
export interface Acts {
  readonly text: Text;
  reload(): void;
  show(tab: Tab): void;
  showSide(side: Side): void;
  changeGrid(part: Partial<GridState>): void;
  /** A click on a column's head: none, ascending, descending, none; `isMore`: beside the others. */
  sortBy(column: number, isMore: boolean): void;
  setSort(sort: TableQuery['sort']): void;
  /** '' clears it. Asked for after a moment without keys, or at once. */
  filter(column: number, text: string, isNow?: boolean): void;
  /** Until their rows are there. */
  clearFilters(): Promise<void>;
  /** The row that was asked for, without the filter that hides it. */
  showMissed(): void;
  /** A position of what is shown, and a column by its place in the table; both come in sight. */
  goTo(row: number, column?: number): void;
  /** A row of the table by its number, from 0; where the filter hides it, that is said. */
  goToNumber(row: number, column?: number): void;
  stop(kind: WorkKind): void;
  /** Asks again what failed: for the filters and the order; for rows. */
  arrange(): void;
  askAgain(): void;
  openMenu(column: number, box: DOMRect): void;
  closeMenu(): void;
  /** In the list of columns; null closes it. */
  searchColumns(search: string | null): void;
}

/** All that a part of the page is drawn from. */
export interface Screen {
  readonly state: State;
  readonly acts: Acts;
  readonly world: World;
  readonly head: TableHead;
}

export const columnAt = ({ columns }: TableHead, at: number): TableColumnView | undefined => columns[at];
