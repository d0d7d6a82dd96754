import { layoutOf, type Layout } from '../common/grid/geometry.ts';
import { grid, settleGrid } from '../common/grid/grid.ts';
import type { View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { rowsShown, type State } from './state.ts';

/** The Data tab's own grid. */
export const ID = 'grid';

export function layoutHere(state: Pick<State, 'head' | 'arranged' | 'grid'>): Layout {
  const { columns, rows } = state.head.state === 'here' ? state.head.value : { columns: [], rows: 0 };
  return layoutOf({ columns, rows: rowsShown(state), state: state.grid, hasFilters: true, numbers: rows });
}

/** After each drawing. */
export function settleScroll(state: State): void {
  settleGrid(ID, layoutHere(state), state.grid);
}

export const tableGrid = ({ state, acts }: Screen): View =>
  grid({ id: ID, label: acts.text.say('table.rows'), state: state.grid, layout: layoutHere(state) });
