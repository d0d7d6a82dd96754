import type { Layout } from './geometry.ts';
import type { GridState, Place, Span } from './state.ts';

/** Rows and columns from … to, both included; columns by their place among the shown ones. */
export interface Selected {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

type Shown = Pick<Layout, 'shown' | 'rows'>;
type Selection = Pick<GridState, 'active' | 'anchor' | 'span'>;

export function selectedOf({ shown, rows }: Shown, { active, anchor, span }: Selection): Selected {
  const ordered = (a: number, b: number) => [Math.max(0, Math.min(a, b)), Math.max(a, b)] as const;
  const [top, bottom] = ordered(anchor.row, active.row);
  const [left, right] = ordered(shown.indexOf(anchor.column), shown.indexOf(active.column));
  const [allRows, allColumns] = [span === 'columns' || span === 'all', span === 'rows' || span === 'all'];
  return {
    ...(allRows ? { firstRow: 0, lastRow: rows - 1 } : { firstRow: top, lastRow: Math.min(bottom, rows - 1) }),
    ...(allColumns
      ? { firstColumn: 0, lastColumn: shown.length - 1 }
      : { firstColumn: left, lastColumn: Math.min(right, shown.length - 1) }),
  };
}

/** What to copy: columns by their place in the table, in the order in which they stand. */
export interface CopyRange {
  readonly columns: readonly number[];
  readonly from: number;
  readonly count: number;
}

export function rangeOf(layout: Shown, state: Selection): CopyRange {
  const { firstRow, lastRow, firstColumn, lastColumn } = selectedOf(layout, state);
  const columns = layout.shown.slice(firstColumn, lastColumn + 1);
  return { columns, from: firstRow, count: Math.max(0, lastRow - firstRow + 1) };
}

export const isOneCell = ({ span, active, anchor }: Selection): boolean =>
  span === 'cells' && active.row === anchor.row && active.column === anchor.column;

/** Goes to a cell; `isMore` stretches the selection to it from where it began. */
export const selected = (
  state: GridState,
  active: Place,
  isMore = false,
  span: Span = 'cells',
): Pick<GridState, 'active' | 'anchor' | 'span' | 'stop'> => ({
  ...{ active, anchor: isMore ? state.anchor : active, stop: null },
  // Whole rows stay whole while they are stretched, until a single cell is chosen.
  span: isMore && span === 'cells' ? (state.span === 'all' ? 'cells' : state.span) : span,
});
