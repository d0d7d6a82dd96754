import type { Cell } from '../../src/protocol/table.ts';
import { cellView, lengthText } from '../common/grid/cell.ts';
import { textOf } from '../common/grid/pages.ts';
import { closeIcon, copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { load, problemState, WAITING, waitingState } from '../common/states.ts';
import type { Screen } from './acts.ts';
import { nestedView } from './nested.ts';
import { copyText } from './out.ts';
import type { World } from './world.ts';

/** Before each drawing: all of the active cell's value is here, or on its way. */
export function followValue({ state, ask, change }: World): void {
  if (state.side !== 'value' || state.tab !== 'data') return;
  const { row: position, column } = state.grid.active;
  const row = state.rows?.number(position);
  if (row === undefined || (state.value?.row === row && state.value.column === column)) return;
  const value = { row, column, whole: WAITING, folds: new Map() };
  state.value = value;
  void load(
    () => ask.cell({ row, column }),
    whole => {
      const { row: now, column: here } = state.value ?? {};
      if (whole.state !== 'waiting' && now === row && here === column) change({ value: { ...value, whole } });
    },
  );
}

/** All of the active cell's value: nested ones unfold. */
export function valuePanel(screen: Screen): View {
  const { state, acts, head, world } = screen;
  const { text } = acts;
  const { value } = state;
  const column = head.columns[state.grid.active.column];
  const whole = value?.whole ?? WAITING;
  const isText = whole.state === 'here' && whole.value !== null;
  return html`<div class="stack value">
    <div class="row">
      <h2 class="any">${column?.name}</h2>
      <span class="dim s">${column?.type}</span>
      <span class="sp row">
        ${isText ? iconButton(text.say('table.copyValue'), copyIcon, () => void copyText(screen, () => Promise.resolve(textOf(whole.value)))) : nothing}
        ${iconButton(text.say('table.closePanel'), closeIcon, () => acts.showSide(null))}
      </span>
    </div>
    <p class="dim s">${value === null ? nothing : text.say('table.rowNumber', { n: text.number(value.row + 1) })}</p>
    ${
      whole.state === 'waiting'
        ? waitingState(text)
        : whole.state === 'failed'
          ? problemState(whole.problem, { text, ask: world.ask })
          : wholeView(whole.value, screen)
    }
  </div>`;
}

/** Of a shorter one nobody asks how long it is. */
const LONG_UNITS = 40;

function wholeView(value: Cell, screen: Screen): View {
  const { state, acts, head } = screen;
  const { text } = acts;
  const kind = head.columns[state.grid.active.column]?.kind ?? 'text';
  if (value === null || textOf(value).trim() === '') return html`<p>${cellView(value, { kind, room: 1000, text })}</p>`;
  const isCut = typeof value !== 'string';
  const folds = state.value?.folds;
  const nested = kind === 'nested' && folds ? nestedView(textOf(value), folds, screen) : null;
  return html`${nested ?? html`<pre class="whole" dir=${kind === 'text' ? 'auto' : nothing} tabindex="0">${textOf(value)}</pre>`}
    <p class="dim s" ?hidden=${!isCut && textOf(value).length <= LONG_UNITS}>
      ${lengthText(value, kind, text)}${isCut ? html` · ${text.say('table.valueCut')}` : nothing}
    </p>`;
}
