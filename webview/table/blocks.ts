import { windowOf, type Layout } from '../common/grid/geometry.ts';
import type { GridState } from '../common/grid/state.ts';
import type { CopyAsked } from '../../src/protocol/table.ts';
import type { Screen } from './acts.ts';
import { layoutHere } from './gridOf.ts';
import type { Copied } from './parts.ts';

export type Block = Pick<CopyAsked, 'from' | 'count' | 'columns'>;

/** By their places in the table, in the order in which they stand. */
export const shownColumns = (screen: Screen): readonly number[] => layoutHere(screen.state).shown;

/** Rows and columns of what is shown; none where there are none. */
export function blockOf(part: Copied, screen: Screen): Block {
  const grid = layoutHere(screen.state);
  const { rows, shown } = grid;
  const { active } = screen.state.grid;
  const whole = { from: 0, count: rows };
  const row = { from: active.row, count: Math.min(1, rows) };
  switch (part) {
    case 'cell':
      return { ...row, columns: [active.column] };
    case 'row':
      return { ...row, columns: shown };
    case 'column':
      return { ...whole, columns: [active.column] };
    case 'selection':
      return selected(screen.state.grid, grid);
    case 'page': {
      const { first, end } = windowOf(grid, screen.state.grid);
      return { from: first, count: end - first, columns: shown };
    }
    case 'all':
      return { ...whole, columns: shown };
  }
}

export function selected(
  { active, anchor, span }: Pick<GridState, 'active' | 'anchor' | 'span'>,
  grid: Pick<Layout, 'rows' | 'shown'>,
): Block {
  const { rows, shown } = grid;
  const [top, bottom] = [Math.min(active.row, anchor.row), Math.max(active.row, anchor.row)];
  const ends = [shown.indexOf(active.column), shown.indexOf(anchor.column)];
  const isAcross = span === 'rows' || span === 'all';
  const isDown = span === 'columns' || span === 'all';
  const columns = isAcross ? shown : shown.slice(Math.max(0, Math.min(...ends)), Math.max(...ends) + 1);
  if (isDown) return { from: 0, count: rows, columns };
  return { from: top, count: Math.max(0, Math.min(rows - 1, bottom) - top + 1), columns };
}
