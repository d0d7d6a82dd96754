import { problemText } from '../../../src/model/problemText.ts';
import { html, live, nothing, type View } from '../lit.ts';
import { cellView, cellWords } from './cell.ts';
import type { Drawing } from './options.ts';
import { selectedOf, type Selected } from './selection.ts';

/** Rows in sight, and out of sight the one that has the active cell: it is named, so it must be there. */
export function gridBody(drawing: Drawing, top: number): View {
  const { window, layout, state } = drawing;
  const selected = selectedOf(layout, state);
  const rows = Array.from({ length: window.end - window.first }, (_, at) => window.first + at);
  const { row } = state.active;
  const isAway = row < layout.rows && (row < window.first || row >= window.end);
  return html`<div
      class="gd-rows"
      role="presentation"
      .style=${`transform:translateY(${window.first * layout.rowPx - top}px)`}
    >
      ${rows.map(at => rowView(at, drawing, selected))}
    </div>
    ${isAway ? html`<div class="gd-away" role="presentation">${rowView(row, drawing, selected)}</div>` : nothing}`;
}

function rowView(row: number, drawing: Drawing, selected: Selected): View {
  const { layout, window, state, drawable, text, filters } = drawing;
  const { shown, pinned } = layout;
  const number = drawable.number(row);
  const isIn = row >= selected.firstRow && row <= selected.lastRow;
  const places = range(window.from, window.to);
  const active = row === state.active.row ? shown.indexOf(state.active.column) : -1;
  if (active >= pinned && (active < window.from || active >= window.to)) places.push(active);
  const view = (at: number) => cell({ row, at, isIn }, drawing, selected);
  const isMarked = number !== undefined && number === drawing.marked;
  return html`<div role="row" class="gd-row ${isMarked ? 'gd-marked' : ''}" aria-rowindex=${row + (filters ? 3 : 2)}>
    <div role="rowheader" class="gd-no ${isIn ? 'gd-in' : ''}" aria-colindex="1" .style=${`width:${layout.numberPx}px`}>
      ${drawing.check ? checkBox(row, drawing) : nothing}${number === undefined ? '…' : numberView(row, text.number(number + 1), drawing)}
    </div>
    ${range(0, pinned).map(view)}
    <div class="gd-move" role="presentation">${places.map(view)}</div>
  </div>`;
}

function numberView(row: number, number: string, { id, go }: Drawing): View | string {
  if (!go) return number;
  const label = go.label(number);
  const run = () => {
    document.getElementById(id)?.focus({ preventScroll: true });
    go.run(row);
  };
  return html`<button class="link" tabindex="-1" aria-label=${label} title=${label} @click=${run}>${number}</button>`;
}

function checkBox(row: number, { id, check, text }: Drawing): View {
  return html`<input
    type="checkbox"
    tabindex="-1"
    aria-label=${text.say('grid.check', { row: text.number(row + 1) })}
    .checked=${live(check?.is(row) ?? false)}
    @pointerdown=${(event: Event) => event.stopPropagation()}
    @change=${() => {
      document.getElementById(id)?.focus({ preventScroll: true });
      check?.toggle(row, 1);
    }}
  />`;
}

interface At {
  readonly row: number;
  /** Among the shown columns. */
  readonly at: number;
  /** The row is selected. */
  readonly isIn: boolean;
}

/** px of a letter, at 13 px of text. */
const LETTER_REM = 0.52;

function cell({ row, at, isIn }: At, drawing: Drawing, { firstColumn, lastColumn }: Selected): View {
  const { id, layout, state, columns, drawable, text } = drawing;
  const column = layout.shown[at]!;
  const { kind, name, isHit = false, ...own } = columns[column]!;
  const problem = own.problem ?? drawable.problem(row, column);
  const value = problem === null ? drawable.cell(row, column) : undefined;
  const isActive = row === state.active.row && column === state.active.column;
  const isSelected = isIn && at >= firstColumn && at <= lastColumn;
  const look = { kind, text, room: layout.widths[at]! / (state.rem * LETTER_REM) };
  const classes = `gd-c${kind === 'number' ? ' n' : ''}${isHit ? ' gd-hit' : ''}${isActive ? ' gd-active' : ''}${at < layout.pinned ? ' gd-pin' : ''}`;
  return html`<div
    role="gridcell"
    id="${id}-${row}-${column}"
    class=${classes}
    aria-colindex=${at + 2}
    aria-selected=${isSelected}
    aria-label=${isActive ? [name, problem === null ? cellWords(value, kind, text) : text.say('grid.unreadable'), ...checkedWord(row, drawing)].join(', ') : nothing}
    .style=${cellBox(at, drawing)}
  >
    ${
      problem === null
        ? (drawing.draw?.(row, column) ?? cellView(value, look))
        : html`<span class="dim" title=${problemText(problem, text)}>–</span>`
    }
  </div>`;
}

const checkedWord = (row: number, { check, text }: Drawing): string[] =>
  check?.is(row) ? [text.say('grid.checked')] : [];

/** Pinned columns stand beside the row numbers; the others move as one. */
export function cellBox(at: number, { layout }: Pick<Drawing, 'layout'>): string {
  const left = layout.lefts[at]! + (at < layout.pinned ? layout.numberPx : 0);
  return `left:${left}px;width:${layout.widths[at]!}px`;
}

export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
