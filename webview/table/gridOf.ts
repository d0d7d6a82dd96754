import { problemText } from '../../src/model/problemText.ts';
import type { TableColumnView } from '../../src/protocol/table.ts';
import { grid, needRows, settleGrid } from '../common/grid/grid.ts';
import { rangeOf } from '../common/grid/selection.ts';
import { html, type View } from '../common/lit.ts';
import type { Acts, Screen } from './acts.ts';
import { layoutHere } from './layoutHere.ts';
import { copyBlock } from './out.ts';
import type { State } from './state.ts';

/** The Data tab's own grid. */
export const ID = 'grid';

/** Before each drawing. */
export function askSight(state: State): void {
  if (state.tab === 'data') needRows(state.rows, layoutHere(state), state.grid);
}

/** After each drawing. */
export function settleScroll(state: State): void {
  if (state.tab === 'data') settleGrid(ID, layoutHere(state), state.grid);
}

export function tableGrid(screen: Screen): View {
  const { state, acts, head } = screen;
  const { text } = acts;
  const layout = layoutHere(state);
  const copy = () => {
    const range = rangeOf(layout, state.grid);
    if (range.columns.length > 0 && range.count > 0) void copyBlock(screen, range, { as: 'tsv', hasHeader: false });
  };
  return grid({
    ...{ id: ID, label: text.say('table.rows'), text, columns: head.columns, state: state.grid, layout },
    ...{ rows: state.rows, change: acts.changeGrid, copy, menu: acts.openMenu, marked: state.marked },
    open: () => acts.showSide('value'),
    press: event => press(event, acts),
    sort: { by: state.wanted.sort, toggle: acts.sortBy },
    filters: {
      text: column => state.wanted.filters.find(one => one.column === column)?.text ?? '',
      hint: column => hintOf(head.columns[column], acts),
      fault: column => faultOf(head.columns[column], state, acts),
      type: acts.filter,
    },
    ...(state.query.filters.length > 0 && { empty: noneMatches(acts) }),
  });
}

function press(event: KeyboardEvent, { showSide }: Acts): void {
  if (event.key === 'Escape') showSide(null);
}

const hintOf = (column: TableColumnView | undefined, { text }: Acts): string =>
  column === undefined || column.problem !== null ? '' : text.say(`table.filter.hint.${column.kind}`);

/** What the engine says against a filter stands at its field. */
function faultOf(column: TableColumnView | undefined, { fault }: State, { text }: Acts): string | null {
  if (fault?.state !== 'failed' || column === undefined || fault.problem.params['column'] !== column.name) return null;
  return problemText(fault.problem, text);
}

const noneMatches = ({ text, clearFilters }: Acts): View =>
  html`<div class="empty" role="status">
    <p>${text.say('table.noMatch')}</p>
    <p class="dim">${text.say('table.noMatchWhy')}</p>
    <button class="btn" @click=${clearFilters}>${text.say('table.clearFilters')}</button>
  </div>`;
