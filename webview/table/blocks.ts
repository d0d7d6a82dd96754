import { windowOf } from '../common/grid/geometry.ts';
import { rangeOf } from '../common/grid/selection.ts';
import type { CopyAsked } from '../../src/protocol/table.ts';
import type { Screen } from './acts.ts';
import { layoutHere } from './layoutHere.ts';
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
      return rangeOf(grid, screen.state.grid);
    case 'page': {
      const { first, end } = windowOf(grid, screen.state.grid);
      return { from: first, count: end - first, columns: shown };
    }
    case 'all':
      return { ...whole, columns: shown };
  }
}
