import { problemText } from '../../../src/model/problemText.ts';
import { arrowDownIcon, arrowUpIcon, chevronDownIcon } from '../icons.ts';
import { html, live, nothing, repeat, type View } from '../lit.ts';
import { warnState } from '../stateIcons.ts';
import { walk } from '../walk.ts';
import { cellBox, range } from './body.ts';
import { fitted } from './fit.ts';
import { revealed, widthWithin } from './geometry.ts';
import type { Drawing } from './options.ts';
import { keyIcon } from './icons.ts';
import { boxOf } from './keys.ts';
import { dragWidth } from './pointer.ts';
import { selected } from './selection.ts';

/** Where the header's and the filters' tab stop stands. */
export const stopOf = ({ state, layout }: Pick<Drawing, 'state' | 'layout'>): number | undefined => {
  const wanted = state.stop ?? state.active.column;
  return layout.shown.includes(wanted) ? wanted : layout.shown[0];
};

/** Columns to draw in the header and the filters, by their place: those in sight, and the one with the tab stop. */
export function headPlaces(drawing: Drawing): { readonly pinned: number[]; readonly moved: number[] } {
  const { layout, window } = drawing;
  const moved = range(window.from, window.to);
  const stop = layout.shown.indexOf(stopOf(drawing) ?? -1);
  if (stop >= layout.pinned && !moved.includes(stop)) moved.push(stop);
  return { pinned: range(0, layout.pinned), moved };
}

/** Names over types. One tab stop, which walks from column to column. */
export function gridHeader(drawing: Drawing): View {
  const { id, layout, state, text, change } = drawing;
  const { pinned, moved } = headPlaces(drawing);
  const stop = stopOf(drawing);
  const view = (at: number) => head(at, drawing);
  const name = (at: number) => layout.shown[at]!;
  return html`<div role="rowgroup" class="gd-top">
    <div
      role="row"
      class="gd-head"
      aria-rowindex="1"
      tabindex=${stop === undefined ? -1 : 0}
      aria-activedescendant=${stop === undefined ? nothing : `${id}-h-${stop}`}
      .style=${`height:${layout.headPx}px`}
      @keydown=${(event: KeyboardEvent) => press(event, drawing)}
    >
      <div
        role="columnheader"
        class="gd-no"
        aria-colindex="1"
        .style=${`width:${layout.numberPx}px`}
        @click=${() => change({ ...selected(state, state.active), span: 'all' })}
      >
        ${drawing.check ? checkAll(drawing) : nothing}<span class="vh">${text.say('grid.number')}</span>
      </div>
      ${repeat(pinned, name, view)}
      <div class="gd-move" role="presentation">${repeat(moved, name, view)}</div>
    </div>
  </div>`;
}

/** By keyboard: Ctrl+A and Space in the cells. */
function checkAll({ id, check, layout, text }: Drawing): View {
  return html`<input
    type="checkbox"
    tabindex="-1"
    aria-label=${text.say('grid.checkAll')}
    .checked=${live(check?.all === 'all')}
    .indeterminate=${live(check?.all === 'some')}
    @click=${(event: Event) => event.stopPropagation()}
    @change=${() => {
      document.getElementById(id)?.focus({ preventScroll: true });
      check?.toggle(0, layout.rows);
    }}
  />`;
}

function head(at: number, drawing: Drawing): View {
  const { id, layout, state, columns, text, sort, menu } = drawing;
  const column = layout.shown[at]!;
  const { name, type, kind, isPartition, problem } = columns[column]!;
  const order = sort?.by.findIndex(one => one.column === column) ?? -1;
  const isDescending = sort?.by[order]?.isDescending ?? false;
  const isActive = column === state.active.column;
  const title = problem === null ? `${name}\n${type}` : `${name}\n${problemText(problem, text)}`;
  const classes = `gd-h${kind === 'number' ? ' n' : ''}${isActive ? ' gd-cur' : ''}${column === stopOf(drawing) ? ' gd-stop' : ''}${at < layout.pinned ? ' gd-pin' : ''}`;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    menu?.(column, boxOf(`${id}-h-${column}`));
  };
  return html`<div
    role="columnheader"
    id="${id}-h-${column}"
    class=${classes}
    aria-colindex=${at + 2}
    aria-sort=${order < 0 ? nothing : isDescending ? 'descending' : 'ascending'}
    title=${title}
    .style=${cellBox(at, drawing)}
    @click=${(event: MouseEvent) => point(event, column, drawing)}
    @contextmenu=${open}
  >
    <span class="gd-name b"
      ><span class="el" dir="auto"
        >${problem === null ? nothing : html`<span class="warn">${warnState}</span>`}${
          isPartition ? html`${keyIcon}<span class="vh">${text.say('grid.partition')} </span>` : nothing
        }${name}</span
      >${
        order < 0
          ? nothing
          : html`${isDescending ? arrowDownIcon : arrowUpIcon}${
              (sort?.by.length ?? 0) > 1
                ? html`<span class="gd-order"
                    ><span class="vh">${text.say('grid.sortOrder')} </span>${text.number(order + 1)}</span
                  >`
                : nothing
            }`
      }</span
    >
    <span class="gd-type el">${problem === null ? type : text.say('grid.unreadable')}</span>
    ${menu ? html`<span class="gd-more" aria-hidden="true" @click=${open}>${chevronDownIcon}</span>` : nothing}
    <span
      class="gd-grip"
      aria-hidden="true"
      @click=${(event: MouseEvent) => event.stopPropagation()}
      @pointerdown=${(event: PointerEvent) => dragWidth(event, column, drawing)}
      @dblclick=${() => resize(drawing, column, fitted(column, drawing))}
    ></span>
  </div>`;
}

function point({ shiftKey, ctrlKey, metaKey }: MouseEvent, column: number, { state, sort, change }: Drawing): void {
  const place = { ...state.active, column };
  if (ctrlKey || metaKey || !sort) return change({ ...selected(state, place), span: 'columns', stop: column });
  change({ stop: column });
  sort.toggle(column, shiftKey);
}

const resize = ({ state, change }: Drawing, column: number, rem: number): void =>
  change({ widths: new Map([...state.widths, [column, widthWithin(rem)]]) });

const STEP_REM = 1;

function press(event: KeyboardEvent, drawing: Drawing): void {
  const { id, state, layout, sort, menu, change } = drawing;
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const column = stopOf(drawing);
  if (column === undefined || event.target !== event.currentTarget || ctrlKey || metaKey) return;
  const at = layout.shown.indexOf(column);
  const width = layout.widths[at]! / state.rem;
  const act = (): (() => void) | undefined => {
    if (key === 'ContextMenu' || (key === 'F10' && shiftKey) || (altKey && key === 'ArrowDown'))
      return menu && (() => menu(column, boxOf(`${id}-h-${column}`)));
    if (altKey) return undefined;
    if (key === 'Enter') return sort && (() => sort.toggle(column, shiftKey));
    if (key === ' ')
      return () => change({ ...selected(state, { ...state.active, column }), span: 'columns', stop: column });
    if (shiftKey && key === 'ArrowLeft') return () => resize(drawing, column, width - STEP_REM);
    if (shiftKey && key === 'ArrowRight') return () => resize(drawing, column, width + STEP_REM);
    if (shiftKey) return undefined;
    const next = layout.shown[nextColumn(key, at, layout.shown.length) ?? -1];
    return next === undefined
      ? undefined
      : () =>
          change({
            stop: next,
            left: key === 'Home' ? 0 : revealed(layout, state, { ...state.active, column: next }).left,
          });
  };
  const run = act();
  if (run === undefined) return;
  event.preventDefault();
  run();
}

/** Stops at the ends, as the cells do. */
export function nextColumn(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  return key === 'Home' || key === 'End' ? walk(key, at, count, 'across') : undefined;
}
