import { bodyPx, revealed, widthWithin } from './geometry.ts';
import type { Drawing } from './options.ts';
import { selected } from './selection.ts';
import type { Place, Span } from './state.ts';

const PRIMARY = 0;
const SECONDARY = 2;

/** A click chooses, a drag stretches; on a row's number whole rows. */
export function pointInCells(event: PointerEvent, drawing: Drawing): void {
  const { id, state, layout, change } = drawing;
  const pane = document.getElementById(id);
  const start = pane && placeAt(event, pane, drawing);
  if (!pane || !start || (event.button !== PRIMARY && event.button !== SECONDARY)) return;
  const { place, span } = start;
  if (event.button === SECONDARY && isSelected(place, drawing)) return change({ active: place });
  change(selected(state, place, event.shiftKey, span));
  if (event.button !== PRIMARY) return;
  const stop = new AbortController();
  const { signal } = stop;
  const drag = (moved: PointerEvent) => {
    const next = placeAt(moved, pane, drawing)?.place;
    if (moved.buttons === 0) return stop.abort();
    if (!next || (next.row === place.row && next.column === place.column)) return;
    const grid = { ...state, anchor: event.shiftKey ? state.anchor : place };
    change({ ...selected(grid, next, true, span), span, ...revealed(layout, grid, next) });
  };
  addEventListener('pointermove', drag, { signal });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => stop.abort(), { signal });
}

const isSelected = (place: Place, { id }: Drawing): boolean =>
  document.getElementById(`${id}-${place.row}-${place.column}`)?.ariaSelected === 'true';

/** The cell at a place of the window; beyond the edges, the nearest one. */
function placeAt(
  { clientX, clientY }: PointerEvent,
  pane: HTMLElement,
  { layout, state, drawable }: Drawing,
): { readonly place: Place; readonly span: Span } | undefined {
  const { left, top } = pane.getBoundingClientRect();
  const { headPx, filterPx, numberPx, rows, rowPx, shown, pinnedPx, columnsPx } = layout;
  const y = Math.max(-1, Math.min(bodyPx(layout, state), clientY - top - headPx - filterPx));
  const row = Math.max(0, Math.min(rows - 1, Math.floor((y + drawable.top) / rowPx)));
  const x = clientX - left - numberPx;
  const column = columnAt(x < pinnedPx ? x : x + drawable.left, layout);
  if (rows === 0 || column === undefined || x > columnsPx - drawable.left) return undefined;
  return { place: { row, column: x < 0 ? (shown[0] ?? 0) : column }, span: x < 0 ? 'rows' : 'cells' };
}

function columnAt(px: number, { lefts, shown }: Drawing['layout']): number | undefined {
  const after = lefts.findIndex(left => left > px);
  return shown[Math.max(0, (after < 0 ? shown.length : after) - 1)];
}

/** Of a column, by its edge. */
export function dragWidth(event: PointerEvent, column: number, { layout, state, change }: Drawing): void {
  if (event.button !== PRIMARY) return;
  event.preventDefault();
  const from = layout.widths[layout.shown.indexOf(column)] ?? 0;
  const stop = new AbortController();
  const { signal } = stop;
  const drag = ({ clientX }: PointerEvent) => {
    const rem = widthWithin((from + clientX - event.clientX) / state.rem);
    change({ widths: new Map([...state.widths, [column, rem]]) });
  };
  addEventListener('pointermove', drag, { signal });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => stop.abort(), { signal });
}
