import { filterIcon } from '../icons.ts';
import { html, live, nothing, repeat, type View } from '../lit.ts';
import { cellBox } from './body.ts';
import { revealed } from './geometry.ts';
import type { Drawing, GridFilters } from './options.ts';
import { headPlaces, nextColumn, stopOf } from './header.ts';

const filterId = (id: string, column: number): string => `${id}-f-${column}`;

/** One tab stop: the arrows go to the next field from the end of the text in one. */
export function gridFilters(drawing: Drawing, filters: GridFilters): View {
  const { layout, text } = drawing;
  const { pinned, moved } = headPlaces(drawing);
  const view = (at: number) => field(at, drawing, filters);
  const name = (at: number) => layout.shown[at]!;
  return html`<div role="rowgroup" class="gd-top gd-second">
    <div role="row" class="gd-filters" aria-rowindex="2" .style=${`height:${layout.filterPx}px`}>
      <div role="gridcell" class="gd-no" aria-colindex="1" .style=${`width:${layout.numberPx}px`}>
        ${filterIcon}<span class="vh">${text.say('grid.filters')}</span>
      </div>
      ${repeat(pinned, name, view)}
      <div class="gd-move" role="presentation">${repeat(moved, name, view)}</div>
    </div>
  </div>`;
}

function field(at: number, drawing: Drawing, filters: GridFilters): View {
  const { id, layout, columns, text, change } = drawing;
  const column = layout.shown[at]!;
  const { name, kind, problem } = columns[column]!;
  const fault = filters.fault(column);
  const isStop = column === stopOf(drawing);
  return html`<div
    role="gridcell"
    class="gd-fc ${at < layout.pinned ? 'gd-pin' : ''}"
    aria-colindex=${at + 2}
    .style=${cellBox(at, drawing)}
  >
    <input
      class="in gd-f ${kind === 'number' ? 'n' : ''}"
      id=${filterId(id, column)}
      tabindex=${isStop ? 0 : -1}
      aria-label=${text.say('grid.filterOf', { name })}
      placeholder=${filters.hint(column)}
      spellcheck="false"
      autocomplete="off"
      ?disabled=${problem !== null}
      aria-invalid=${fault === null ? nothing : true}
      aria-describedby=${fault === null ? nothing : `${filterId(id, column)}-fault`}
      .value=${live(filters.text(column))}
      @input=${(event: InputEvent) => filters.type(column, fieldOf(event).value, false)}
      @focus=${() => change({ stop: column, left: leftFor(column, drawing) })}
      @keydown=${(event: KeyboardEvent) => press(event, column, { drawing, filters })}
    />
    ${
      fault === null
        ? nothing
        : html`<p class="gd-fault s" role="alert" id="${filterId(id, column)}-fault">${fault}</p>`
    }
  </div>`;
}

const leftFor = (column: number, { layout, state }: Drawing): number =>
  revealed(layout, state, { ...state.active, column }).left;

// SAFETY: the listeners stand on the field itself.
const fieldOf = (event: Event): HTMLInputElement => event.currentTarget as HTMLInputElement;

interface Field {
  readonly drawing: Drawing;
  readonly filters: GridFilters;
}

function press(event: KeyboardEvent, column: number, { drawing, filters }: Field): void {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const { id } = drawing;
  const input = fieldOf(event);
  if (ctrlKey || metaKey || altKey || shiftKey) return;
  if (key === 'Enter') return filters.type(column, input.value, true);
  if (key === 'Escape' && input.value !== '') {
    event.preventDefault();
    return filters.type(column, '', true);
  }
  if (key === 'ArrowDown') {
    event.preventDefault();
    return document.getElementById(id)?.focus({ preventScroll: true });
  }
  const isAtEdge = key === 'ArrowLeft' ? input.selectionEnd === 0 : input.selectionStart === input.value.length;
  if ((key === 'ArrowLeft' || key === 'ArrowRight') && isAtEdge) focusNext(event, column, drawing);
}

function focusNext(event: KeyboardEvent, column: number, drawing: Drawing): void {
  const { id, layout, change } = drawing;
  const next = layout.shown[nextColumn(event.key, layout.shown.indexOf(column), layout.shown.length) ?? -1];
  if (next === undefined || next === column) return;
  event.preventDefault();
  focusFilter(id, next, () => change({ stop: next, left: leftFor(next, drawing) }));
}

/** `draw` brings the field into the page. */
export function focusFilter(id: string, column: number, draw: () => void): void {
  draw();
  document.getElementById(filterId(id, column))?.focus({ preventScroll: true });
}
