import { html, type View } from '../lit.ts';
import { layoutOf, type Layout } from './geometry.ts';
import { grid, needRows, settleGrid } from './grid.ts';
import type { GridOptions } from './options.ts';
import type { GridRows } from './rows.ts';
import { newGrid, type AskRows, type GridColumn, type GridState } from './state.ts';

/** What a grid on a page that scrolls by itself shows. */
export interface Boxed {
  readonly columns: readonly GridColumn[];
  /** How many rows, and the largest number that stands beside one. */
  readonly count: number;
  readonly largest: number;
  readonly hasChecks?: boolean;
  readonly rows: GridRows;
  /** As `rows` asks: what is copied may be out of sight. */
  readonly ask: AskRows;
}

export const boxedLayout = ({ columns, count, largest, hasChecks = false }: Boxed, state: GridState): Layout =>
  layoutOf({ columns, rows: count, state, hasFilters: false, numbers: largest, hasChecks });

/** Of other rows, in the same room. */
export const atBegin = ({ width, height, rem }: GridState): GridState => ({ ...newGrid(), width, height, rem });

/** Before and after each drawing. */
export const needBoxed = (boxed: Boxed | null, state: GridState): void =>
  boxed === null ? undefined : needRows(boxed.rows, boxedLayout(boxed, state), state);
export const settleBoxed = (id: string, boxed: Boxed | null, state: GridState): void =>
  boxed === null ? undefined : settleGrid(id, boxedLayout(boxed, state), state);

export type BoxedOptions = Omit<GridOptions, 'columns' | 'layout' | 'rows'>;

/** px of a scroll bar, which may stand below the rows. */
const BAR_PX = 12;

/** As high as its rows, but never higher than leaves room for the rest of the page (`gd-frame`). */
export function boxedGrid(boxed: Boxed, options: BoxedOptions): View {
  const layout = boxedLayout(boxed, options.state);
  const px = layout.headPx + boxed.count * layout.rowPx + BAR_PX;
  return html`<div class="gd-frame" .style=${`height:${px}px`}>
    ${grid({ ...options, layout, columns: boxed.columns, rows: boxed.rows })}
  </div>`;
}
