import { html, nothing, ref, repeat, type View } from './lit.ts';
import { reveal, sightOf, watchSight, type Sight } from './sight.ts';
import { sliceOf, type RowHeights } from './virtualSlice.ts';
import { walk } from './walk.ts';

export interface VirtualRowsOptions extends RowHeights {
  /** Of the list's element; its rows are `<id>-<index>`. */
  readonly id: string;
  readonly label: string;
  /** Of the list; of its rows. */
  readonly roles: readonly ['listbox', 'option'] | readonly ['tree', 'treeitem'];
  readonly sight: Sight;
  /** The row to draw first, instead of the first in sight (`sliceOf`). */
  readonly from?: number;
  /** Index of the picked row; −1: none. */
  readonly picked: number;
  /** What tells a row from others while it moves; its index, where rows stay where they are. */
  key?(index: number): string | number;
  /** A row that is not here yet is drawn by its index alone. */
  draw(index: number): View;
  /** What a row shows without words, for who does not see it. */
  words?(index: number): string;
  /** Of a tree's row. */
  isOpen?(index: number): boolean;
  pick(index: number): void;
  /** Keys that are not the list's own. */
  press?(event: KeyboardEvent): void;
  /** Enter, or a double click. */
  open?(index: number): void;
  /** Of a list that scrolls by itself: told when it is scrolled or resized. Else what is around it scrolls. */
  seen?(sight: Sight): void;
}

/**
 * A list of any length, of which only what is seen is in the page. One tab stop: the list holds the focus and names its
 * row (`aria-activedescendant`), for a row that is scrolled away takes no focus with it. Chromium lays out some 33 million
 * px, so 700,000 rows of 44 px.
 */
export function virtualRows(list: VirtualRowsOptions): View {
  const { id, count, picked, seen } = list;
  const slice = sliceOf(list, list.sight, list.from);
  const shown = Array.from({ length: Math.max(0, slice.end - slice.first) }, (_, at) => slice.first + at);
  const isDrawn = picked >= slice.first && picked < slice.end;
  return html`<div
    class=${seen ? 'pick rows scroll' : 'pick'}
    id=${id}
    role=${list.roles[0]}
    aria-label=${list.label}
    aria-activedescendant=${isDrawn ? `${id}-${picked}` : nothing}
    tabindex=${count === 0 ? -1 : 0}
    @keydown=${(event: KeyboardEvent) => press(event, list)}
    @scroll=${seen && ((event: Event) => seen(sightOf(event.currentTarget)))}
    ${ref(element => seen && watchSight(element, seen))}
  >
    <div class="hole" .style=${`height:${slice.before}px`}></div>
    ${repeat(
      shown,
      at => list.key?.(at) ?? at,
      at => row(at, list),
    )}
    <div class="hole" .style=${`height:${slice.after}px`}></div>
  </div>`;
}

function row(at: number, list: VirtualRowsOptions): View {
  const { id, count, picked, roles, extra, rowPx } = list;
  return html`<div
    id="${id}-${at}"
    role=${roles[1]}
    class="vrow"
    .style=${`height:${rowPx + (extra?.get(at) ?? 0)}px`}
    aria-selected=${at === picked}
    aria-setsize=${count}
    aria-posinset=${at + 1}
    aria-level=${roles[0] === 'tree' ? 1 : nothing}
    aria-expanded=${list.isOpen ? list.isOpen(at) : nothing}
    @click=${() => list.pick(at)}
    @dblclick=${() => list.open?.(at)}
  >
    ${list.draw(at)}${list.words ? html`<span class="vh">${list.words(at)}</span>` : nothing}
  </div>`;
}

function press(event: KeyboardEvent, list: VirtualRowsOptions): void {
  if (event.target !== event.currentTarget) return; // A button inside a row has keys of its own.
  const { count, picked, rowPx } = list;
  if (event.key === 'Enter' && picked >= 0) return list.open?.(picked);
  const next = count === 0 ? undefined : nextRow(event, list);
  if (next === undefined) return list.press?.(event);
  event.preventDefault();
  if (list.seen) reveal(event.currentTarget, next, rowPx);
  list.pick(next);
}

function nextRow(event: KeyboardEvent, { count, picked, sight, rowPx }: VirtualRowsOptions): number | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (ctrlKey || metaKey || altKey || shiftKey) return undefined;
  const at = Math.max(0, picked);
  const page = Math.max(1, Math.floor(sight.height / rowPx) - 1);
  if (key === 'PageDown') return Math.min(count - 1, at + page);
  if (key === 'PageUp') return Math.max(0, at - page);
  const next = walk(key, at, count, 'down');
  return next !== undefined && picked < 0 && key !== 'End' ? 0 : next;
}
