import type { TableQuery } from '../../src/protocol/table.ts';
import { createGridRows } from '../common/grid/rows.ts';
import type { GridState, Place } from '../common/grid/state.ts';
import type { Acts } from './acts.ts';
import { isQueried, NO_QUERY, rowsShown } from './state.ts';
import type { World } from './world.ts';

/** After the last key in a filter's field. */
const MOMENT_MS = 350;

export interface Arranging extends Pick<Acts, 'sortBy' | 'setSort' | 'filter' | 'clearFilters'> {
  /** Brings `wanted` on the screen; what is there stays until then. */
  arrange(): Promise<void>;
}

/** What the filters and the order of the rows are, and the rows that come of it. */
export function createArranging(world: World): Arranging {
  const { ask, state, works, change } = world;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Other rows begin at the top; those of before, read anew, where they stood. */
  function show(query: TableQuery, arranged: typeof state.arranged): void {
    const isSame = JSON.stringify(query) === JSON.stringify(state.query);
    const before = state.rows?.drawable();
    // A place that was found is one of the order of before, and a row that was hidden was hidden by the filter of before.
    if (!isSame) Object.assign(state, { finder: { ...state.finder, met: null }, missed: null });
    Object.assign(state, { query, arranged, fault: null });
    const rows = createGridRows({
      ask: asked => ask.rows({ ...asked, query }),
      rows: rowsShown(state),
      before,
      changed: world.draw,
    });
    change({ rows, grid: isSame || state.rows === null ? within(state.grid, rowsShown(state)) : atTop(state.grid) });
  }

  async function arrange(): Promise<void> {
    clearTimeout(timer);
    const query = state.wanted;
    if (!isQueried(query)) {
      works.stop('arrange');
      return show(NO_QUERY, null);
    }
    const ended = await works.run('arrange', id => ask.arrange({ id, query }));
    if (ended.state === 'here') show(query, ended.value);
    else if (ended.state === 'failed') change({ fault: ended });
    // Stopped by a newer one: that one says how it ends. By the reader: what is on the screen holds.
    else if (state.wanted === query) change({ wanted: state.query, fault: null });
  }

  const want = (wanted: Partial<TableQuery>) => change({ wanted: { ...state.wanted, ...wanted } });
  const setSort: Acts['setSort'] = sort => {
    want({ sort });
    void arrange();
  };
  return {
    arrange,
    setSort,
    sortBy: (column, isMore) => setSort(nextSort(state.wanted.sort, column, isMore)),
    filter: (column, text, isNow = false) => {
      const others = state.wanted.filters.filter(one => one.column !== column);
      want({ filters: text.trim() === '' ? others : [...others, { column, text }] });
      clearTimeout(timer);
      if (isNow) void arrange();
      else timer = setTimeout(() => void arrange(), MOMENT_MS);
    },
    clearFilters: () => {
      want({ filters: [] });
      return arrange();
    },
  };
}

const within = (grid: GridState, rows: number): GridState => {
  const fit = (place: Place): Place => ({ ...place, row: Math.max(0, Math.min(place.row, rows - 1)) });
  return { ...grid, active: fit(grid.active), anchor: fit(grid.anchor) };
};

function atTop(grid: GridState): GridState {
  const active = { ...grid.active, row: 0 };
  return { ...grid, active, anchor: active, span: 'cells', top: 0 };
}

/** None, ascending, descending, none. */
export function nextSort(sort: TableQuery['sort'], column: number, isMore: boolean): TableQuery['sort'] {
  const known = sort.find(one => one.column === column);
  const others = isMore ? sort.filter(one => one.column !== column) : [];
  if (known === undefined) return [...others, { column, isDescending: false }];
  if (known.isDescending) return others;
  return isMore
    ? sort.map(one => (one === known ? { column, isDescending: true } : one))
    : [{ column, isDescending: true }];
}
