import { focusFilter } from '../common/grid/filters.ts';
import { fitted } from '../common/grid/fit.ts';
import { widthWithin } from '../common/grid/geometry.ts';
import { nothing, type View } from '../common/lit.ts';
import { menu, type MenuItem } from '../common/menu.ts';
import type { Screen } from './acts.ts';
import { ID } from './gridOf.ts';
import { layoutHere } from './layoutHere.ts';
import { copyText } from './out.ts';

/** What can be done with a column, where it was asked for. */
export function columnMenu(screen: Screen): View | typeof nothing {
  const { state, acts, head } = screen;
  const at = state.menu;
  const column = at === null ? undefined : head.columns[at.column];
  if (at === null || column === undefined) return nothing;
  return menu({
    id: 'column-menu',
    label: acts.text.say('table.ofColumn', { name: column.name }),
    box: at.box,
    items: itemsOf(screen, at.column),
    close: acts.closeMenu,
  });
}

function itemsOf(screen: Screen, column: number): MenuItem[] {
  const { state, acts, head } = screen;
  const { text, changeGrid } = acts;
  const { grid, wanted } = state;
  const known = wanted.sort.find(one => one.column === column);
  const others = wanted.sort.filter(one => one.column !== column);
  const item = (key: string, run: () => void, isOff = false): MenuItem => ({
    label: text.say(`table.menu.${key}`),
    run,
    isOff,
  });
  const sort = (isDescending: boolean) => () => acts.setSort([{ column, isDescending }]);
  const isPinned = grid.pinned.includes(column);
  const pinned = isPinned ? grid.pinned.filter(at => at !== column) : [...grid.pinned, column];
  const hide = () => changeGrid({ hidden: new Set([...grid.hidden, column]) });
  const lookAt = () =>
    changeGrid({ active: { ...grid.active, column }, anchor: { ...grid.active, column }, span: 'cells' });
  return [
    item('ascending', sort(false), known?.isDescending === false && others.length === 0),
    item('descending', sort(true), known?.isDescending === true && others.length === 0),
    ...(others.length > 0 && !known ? [item('sortAlso', () => acts.sortBy(column, true))] : []),
    ...(known ? [item('unsort', () => acts.setSort(others))] : []),
    item('filter', () => focusFilter(ID, column, () => changeGrid({ stop: column }))),
    ...(wanted.filters.some(one => one.column === column)
      ? [item('unfilter', () => acts.filter(column, '', true))]
      : []),
    item(isPinned ? 'unpin' : 'pin', () => changeGrid({ pinned })),
    item('hide', hide, head.columns.length - grid.hidden.size <= 1),
    item('fit', () =>
      changeGrid({
        widths: new Map([...grid.widths, [column, widthWithin(fitted(column, shownHere({ state, head })))]]),
      }),
    ),
    item('statistics', () => {
      lookAt();
      acts.showSide('insight');
    }),
    item('copyName', () => void copyText(screen, () => Promise.resolve(head.columns[column]?.name ?? ''))),
  ];
}

const shownHere = ({ state, head }: Pick<Screen, 'state' | 'head'>) => ({
  ...{ id: ID, columns: head.columns, rows: state.rows, layout: layoutHere(state), state: state.grid },
});
