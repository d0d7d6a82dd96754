import { bodyPx, mostTop } from '../common/grid/geometry.ts';
import { isOneCell, rangeOf } from '../common/grid/selection.ts';
import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { layoutHere } from './layoutHere.ts';
import type { State } from './state.ts';

/** Where the reader is, and what the filter and the order saw. */
export function foot({ state, acts: { text }, head }: Screen): View {
  const { arranged, grid } = state;
  const hasTimes = head.columns.some(({ kind }) => kind === 'timestamp');
  return html`<footer class="foot">
    <span>${placeText(state, text)}</span>
    ${arranged === null ? nothing : html`<span>${text.say('table.arranged', { time: msText(arranged.ms, text) })}</span>`}
    ${isOneCell(grid) ? nothing : html`<span>${selectedText(state, text)}</span>`}
    ${hasTimes ? html`<span class="sp">${text.say('table.utc')}</span>` : nothing}
  </footer>`;
}

type Words = Screen['acts']['text'];

function placeText(state: State, text: Words): string {
  const layout = layoutHere(state);
  const { rows, rowPx } = layout;
  if (rows === 0) return text.count('unit.row', 0);
  const top = Math.min(state.grid.top, mostTop(layout, state.grid));
  const last = Math.min(rows, Math.floor((top + bodyPx(layout, state.grid)) / rowPx));
  const first = Math.min(rows, Math.ceil(top / rowPx) + 1);
  return text.say('table.place', {
    from: text.number(first),
    to: text.number(Math.max(first, last)),
    n: text.number(rows),
  });
}

function selectedText(state: State, text: Words): string {
  const { columns, count } = rangeOf(layoutHere(state), state.grid);
  return text.say('table.selected', {
    rows: text.count('unit.row', count),
    columns: text.count('table.columnCount', columns.length),
  });
}

const msText = (ms: number, text: Words): string => {
  if (ms < 1000) return `${text.number(Math.round(ms))} ms`;
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${new Intl.NumberFormat(text.language, one).format(ms / 1000)} s`;
};
