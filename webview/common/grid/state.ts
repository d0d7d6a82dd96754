import type { RowSlice, TableColumnView } from '../../../src/protocol/table.ts';

/** A row by its position in what is shown, a column by its place in the table. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What Shift and the arrows stretch from `anchor` to `active`: a rectangle of cells, whole rows, whole columns, or all. */
export type Span = 'cells' | 'rows' | 'columns' | 'all';

/** All that a grid holds besides its cells. */
export interface GridState {
  readonly active: Place;
  readonly anchor: Place;
  readonly span: Span;
  /** Where the header's and the filters' own tab stop stands; null: at the active cell's column. */
  readonly stop: number | null;
  /** rem, of columns that the reader has resized. */
  readonly widths: ReadonlyMap<number, number>;
  readonly hidden: ReadonlySet<number>;
  /** In their order, left of all others. */
  readonly pinned: readonly number[];
  /** px of the rows that are scrolled away: of all rows, however many; and of columns. */
  readonly top: number;
  readonly left: number;
  /** px of the room that the grid has, its header included. */
  readonly width: number;
  readonly height: number;
  /** px. */
  readonly rem: number;
}

export interface GridColumn extends Pick<TableColumnView, 'name' | 'type' | 'kind' | 'isPartition' | 'problem'> {
  /** In its longest value that is known; absent: as its kind has them. */
  readonly letters?: number;
  /** Its cells stand out. */
  readonly isHit?: boolean;
}

export type AskRows = (asked: { columns: readonly number[]; from: number; count: number }) => Promise<RowSlice>;

export const newGrid = (): GridState => ({
  ...{ active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 }, span: 'cells', stop: null },
  ...{ widths: new Map(), hidden: new Set(), pinned: [], top: 0, left: 0, width: 0, height: 0, rem: rootPx() },
});

/** px of a rem; 13 where there is no page. */
const rootPx = (): number =>
  typeof document === 'undefined' ? 13 : parseFloat(getComputedStyle(document.documentElement).fontSize);

/** In rem, so that it holds in stage mode and in another size of text, too. */
export const keptGrid = ({ active, anchor, span, widths, hidden, pinned, top, left, rem }: GridState) => ({
  ...{ active, anchor, span, widths: [...widths], hidden: [...hidden], pinned, top: top / rem, left: left / rem },
});

/** What `keptGrid` made, as far as it can be used. */
export function restoredGrid(kept: unknown): GridState {
  const grid = newGrid();
  if (typeof kept !== 'object' || kept === null) return grid;
  // SAFETY: each member is checked below.
  const { active, anchor, span, widths, hidden, pinned, top, left } = kept as Partial<Record<keyof GridState, unknown>>;
  return {
    ...grid,
    ...(isPlace(active) && { active, anchor: isPlace(anchor) ? anchor : active }),
    ...((span === 'rows' || span === 'columns' || span === 'all') && { span }),
    widths: new Map(Array.isArray(widths) ? widths.filter(isWidth) : []),
    hidden: new Set(Array.isArray(hidden) ? hidden.filter(isCount) : []),
    pinned: Array.isArray(pinned) ? pinned.filter(isCount) : [],
    top: isRoom(top) ? top * grid.rem : 0,
    left: isRoom(left) ? left * grid.rem : 0,
  };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isRoom = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isWidth = (value: unknown): value is [number, number] =>
  Array.isArray(value) && isCount(value[0]) && isRoom(value[1]);
const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'row' in value &&
  'column' in value &&
  isCount(value.row) &&
  isCount(value.column);
