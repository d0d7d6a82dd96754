import { layoutOf, type Layout } from '../common/grid/geometry.ts';
import { rowsShown, type State } from './state.ts';

/** Of the Data tab's grid. */
export function layoutHere(state: Pick<State, 'head' | 'arranged' | 'grid'>): Layout {
  const { columns, rows } = state.head.state === 'here' ? state.head.value : { columns: [], rows: 0 };
  return layoutOf({ columns, rows: rowsShown(state), state: state.grid, hasFilters: true, numbers: rows });
}
