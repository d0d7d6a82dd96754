import { html, nothing, ref, type View } from '../lit.ts';
import { gridBody } from './body.ts';
import { gridFilters } from './filters.ts';
import { barOf, bodyPx, isScaled, mostLeft, mostTop, revealed, scrollPx, topOf, windowOf } from './geometry.ts';
import type { Layout } from './geometry.ts';
import { gridHeader } from './header.ts';
import { pressInCells } from './keys.ts';
import { pointInCells } from './pointer.ts';
import type { Drawing, GridOptions } from './options.ts';
import type { GridRows, Wanted } from './rows.ts';
import type { GridState } from './state.ts';

/**
 * Any number of rows and columns, of which only those in sight are in the page: they stand in a pane that does not scroll,
 * at the place that the scroll bars say. So nothing is ever blank but what is not read yet, and there is no wall where
 * Chromium's layout ends. Three tab stops: header, filters, cells; each names its cell (`aria-activedescendant`) or has it
 * focused, and a cell that is named stays in the page when it is scrolled away.
 */
export function grid(options: GridOptions): View {
  const { id, label, layout, state, rows, filters } = options;
  const drawable = rows?.drawable() ?? {
    top: 0,
    left: 0,
    cell: () => undefined,
    number: () => undefined,
    problem: () => null,
  };
  const at = {
    top: Math.min(drawable.top, mostTop(layout, state)),
    left: Math.min(drawable.left, mostLeft(layout, state)),
  };
  const drawing: Drawing = { ...options, drawable, window: windowOf(layout, { ...state, ...at }) };
  const width = layout.numberPx + layout.columnsPx;
  const { active } = state;
  return html`<div class="gd-box">
    <div
      class="gd"
      id=${id}
      role="grid"
      tabindex="0"
      aria-label=${label}
      aria-multiselectable="true"
      aria-rowcount=${layout.rows + (filters ? 2 : 1)}
      aria-colcount=${layout.shown.length + 1}
      aria-busy=${rows === null || !rows.isHere()}
      aria-activedescendant=${layout.rows > 0 && layout.shown.includes(active.column) ? `${id}-${active.row}-${active.column}` : nothing}
      @scroll=${(event: Event) => scrolled(event, options)}
      @keydown=${(event: KeyboardEvent) => pressInCells(event, options)}
      ${ref(element => watchRoom(element, options))}
    >
      <div class="gd-space" role="presentation" .style=${`width:${width}px;height:${scrollPx(layout)}px`}>
        <div
          class="gd-pane"
          role="presentation"
          .style=${`width:${state.width}px;height:${state.height}px;--gx:${layout.numberPx - at.left}px;--row:${layout.rowPx}px`}
        >
          ${gridHeader(drawing)} ${filters ? gridFilters(drawing, filters) : nothing}
          <div
            class="gd-body"
            role="rowgroup"
            .style=${`height:${bodyPx(layout, state)}px`}
            @pointerdown=${(event: PointerEvent) => pointInCells(event, drawing)}
            @dblclick=${() => layout.rows > 0 && options.open?.(state.active)}
            @contextmenu=${(event: MouseEvent) => openMenu(event, options)}
          >
            ${gridBody(drawing, at.top)}
          </div>
        </div>
      </div>
    </div>
    ${layout.rows === 0 && options.empty ? html`<div class="gd-empty">${options.empty}</div>` : nothing}
  </div>`;
}

function openMenu(event: MouseEvent, { menu, state }: GridOptions): void {
  if (!menu) return;
  event.preventDefault();
  menu(state.active.column, new DOMRect(event.clientX, event.clientY, 0, 0));
}

/** Before each drawing: asks for what will be in sight. */
export function needRows(rows: GridRows | null, layout: Layout, state: GridState): void {
  if (rows !== null && state.height > 0) rows.need(wantedOf(layout, state));
}

function wantedOf(layout: Layout, state: GridState): Wanted {
  const { first, end, from, to } = windowOf(layout, state);
  const { shown, pinned } = layout;
  const many = to - from;
  return {
    ...{ top: state.top, left: state.left, first, end },
    columns: [...shown.slice(0, pinned), ...shown.slice(from, to)],
    ahead: [...shown.slice(to, to + many), ...shown.slice(Math.max(pinned, from - many), from)],
  };
}

/** After each drawing: the scroll bars stand where the state says. */
export function settleGrid(id: string, layout: Layout, state: GridState): void {
  const element = document.getElementById(id);
  if (element === null || state.height === 0) return;
  const bar = barOf(Math.min(state.top, mostTop(layout, state)), layout, state);
  putBar(element, 'scrollTop', { wanted: bar, leeway: leewayOf(layout) });
  putBar(element, 'scrollLeft', { wanted: state.left, leeway: 1 });
}

type Bar = 'scrollTop' | 'scrollLeft';

/** What each bar was put to last, and where it stood then. */
const put = new WeakMap<Element, Partial<Record<Bar, { readonly wanted: number; readonly stood: number }>>>();

/**
 * A bar that has left its place by itself was moved by the reader, whose scroll event is still to come: what is drawn
 * before it, such as rows that arrive, must not throw the reader back.
 */
function putBar(element: Element, bar: Bar, { wanted, leeway }: { wanted: number; leeway: number }): void {
  const last = put.get(element)?.[bar];
  if (last?.wanted === wanted && Math.abs(element[bar] - last.stood) >= 1) return;
  if (Math.abs(element[bar] - wanted) >= leeway) element[bar] = wanted;
  put.set(element, { ...put.get(element), [bar]: { wanted, stood: element[bar] } });
}

/** A bar in which a px stands for many rows cannot say where within them: then the state knows better. */
const leewayOf = (layout: Layout): number => (isScaled(layout) ? 2 : 1);

function scrolled(event: Event, { state, layout, change }: GridOptions): void {
  const { currentTarget: element } = event;
  if (!(element instanceof HTMLElement)) return;
  const bar = barOf(Math.min(state.top, mostTop(layout, state)), layout, state);
  const isMoved = Math.abs(element.scrollTop - bar) >= leewayOf(layout);
  const top = isMoved ? topOf(element.scrollTop, layout, state) : state.top;
  if (top !== state.top || element.scrollLeft !== state.left) change({ top, left: element.scrollLeft });
}

/** At least a part of it. */
function isActiveSeen({ layout, state }: Pick<GridOptions, 'layout' | 'state'>): boolean {
  const { first, end, from, to } = windowOf(layout, state);
  const { row, column } = state.active;
  const at = layout.shown.indexOf(column);
  return row >= first && row < end && at >= 0 && (at < layout.pinned || (at >= from && at < to));
}

function bringActiveBack({ layout, state, change }: GridOptions): void {
  const { top, left } = revealed(layout, state, state.active);
  if (top !== state.top || left !== state.left) change({ top, left });
}

const watched = new WeakMap<Element, GridOptions>();

/** Tells how much room the grid has; and turns the wheel itself where the bar is too coarse for it. */
function watchRoom(element: Element | undefined, options: GridOptions): void {
  if (!(element instanceof HTMLElement)) return;
  const isKnown = watched.has(element);
  watched.set(element, options);
  if (isKnown) return;
  const now = () => watched.get(element) ?? options;
  // In the next frame: what is drawn here may give the grid another size.
  new ResizeObserver(() => requestAnimationFrame(measure)).observe(element);
  const measure = () => {
    const { clientWidth: width, clientHeight: height } = element;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const before = now();
    const { state, change } = before;
    if (!element.isConnected || (width === state.width && height === state.height && rem === state.rem)) return;
    const [top, left] = [state.top, state.left].map(px => (px * rem) / state.rem);
    const wasSeen = state.height > 0 && isActiveSeen(before);
    change({ width, height, rem, top: top ?? 0, left: left ?? 0 });
    // What opens beside the grid is mostly about this very cell.
    if (wasSeen) bringActiveBack(now());
  };
  element.addEventListener('wheel', event => turnWheel(event, now()), { passive: false });
}

const LINES = 3;

function turnWheel(event: WheelEvent, { state, layout, change }: GridOptions): void {
  const { deltaY, deltaMode, shiftKey, ctrlKey } = event;
  if (!isScaled(layout) || deltaY === 0 || shiftKey || ctrlKey) return;
  const px = [1, layout.rowPx * LINES, bodyPx(layout, state)][deltaMode] ?? 1;
  const from = Math.min(state.top, mostTop(layout, state));
  const top = Math.max(0, Math.min(mostTop(layout, state), from + deltaY * px));
  event.preventDefault();
  change({ top, left: Math.max(0, Math.min(mostLeft(layout, state), state.left + event.deltaX * px)) });
}
