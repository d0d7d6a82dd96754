import { toProblem } from '../../src/model/problem.ts';
import { bodyPx, revealed } from '../common/grid/geometry.ts';
import type { GridState, Place } from '../common/grid/state.ts';
import type { Acts } from './acts.ts';
import { layoutHere } from './layoutHere.ts';
import { isQueried } from './state.ts';
import type { World } from './world.ts';

export interface Places extends Pick<Acts, 'goTo' | 'goToNumber'> {
  /** As `goToNumber`; and the row is marked. */
  mark(row: number, column?: number): void;
}

/** Going to a row, wherever it is. */
export function createPlaces({ ask, state, change }: World): Places {
  const goTo: Acts['goTo'] = (row, column = state.grid.active.column) => {
    const place = { row, column };
    const hidden = new Set([...state.grid.hidden].filter(at => at !== column));
    const grid = { ...state.grid, hidden, active: place, anchor: place, span: 'cells', stop: null } as const;
    change({ grid: { ...grid, ...broughtNear({ ...state, grid }, place) }, missed: null });
  };
  const goToNumber: Acts['goToNumber'] = (row, column) => {
    const { query } = state;
    if (!isQueried(query)) return goTo(row, column);
    void ask.position({ query, row }).then(
      position => {
        // Rows were arranged anew meanwhile: where it is among those.
        if (query !== state.query) return goToNumber(row, column);
        if (position === null) change({ missed: row });
        else goTo(position, column);
      },
      (error: unknown) => change({ fault: { state: 'failed', problem: toProblem(error) } }),
    );
  };
  return {
    goTo,
    goToNumber,
    mark: (row, column) => {
      change({ marked: row });
      goToNumber(row, column);
    },
  };
}

/** A row that is out of sight comes with some of its neighbours. */
function broughtNear(state: Parameters<typeof layoutHere>[0], place: Place): Pick<GridState, 'top' | 'left'> {
  const layout = layoutHere(state);
  const { grid } = state;
  const { left, top } = revealed(layout, grid, place);
  const isNear = Math.abs(top - grid.top) <= layout.rowPx;
  const third = bodyPx(layout, grid) / 3;
  return { left, top: isNear ? top : Math.max(0, place.row * layout.rowPx - third) };
}
