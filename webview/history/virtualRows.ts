import { html, nothing, repeat, type View } from '../common/lit.ts';
import { sliceOf, type RowHeights } from './virtualSlice.ts';
import { walk } from '../common/walk.ts';

export interface VirtualRowsOptions extends RowHeights {
  /** Of the list's element; its rows are `<id>-<index>`. */
  readonly id: string;
  readonly label: string;
  /** Of the list; of its rows. */
  readonly roles: readonly ['listbox', 'option'] | readonly ['tree', 'treeitem'];
  /** How far it is scrolled, and the height that is seen, in px. */
  readonly view: { readonly top: number; readonly room: number };
  /** Index of the picked row; −1: none. */
  readonly picked: number;
  /** What tells a row from others while it moves. */
  key(index: number): string | number;
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
}

/**
 * A list of any length, of which only what is seen is in the page. One tab stop: the list holds the focus and names its
 * row (`aria-activedescendant`), for a row that is scrolled away takes no focus with it.
 */
export function virtualRows(list: VirtualRowsOptions): View {
  const { id, count, picked } = list;
  const slice = sliceOf(list, list.view);
  const shown = Array.from({ length: slice.end - slice.first }, (_, at) => slice.first + at);
  const isDrawn = picked >= slice.first && picked < slice.end;
  return html`<div
    class="pick"
    id=${id}
    role=${list.roles[0]}
    aria-label=${list.label}
    aria-activedescendant=${isDrawn ? `${id}-${picked}` : nothing}
    tabindex=${count === 0 ? -1 : 0}
    @keydown=${(event: KeyboardEvent) => press(event, list)}
  >
    <div class="hole" .style=${`height:${slice.before}px`}></div>
    ${repeat(
      shown,
      at => list.key(at),
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
    .style=${`height:${rowPx + (extra.get(at) ?? 0)}px`}
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

/** Rows that PageUp and PageDown pass. */
const PAGE = 20;

function press(event: KeyboardEvent, list: VirtualRowsOptions): void {
  if (event.target !== event.currentTarget) return; // A button inside a row has keys of its own.
  const { count, picked } = list;
  if (event.key === 'Enter' && picked >= 0) return list.open?.(picked);
  const next = nextRow(event, Math.max(0, picked), count);
  if (next === undefined || count === 0) return list.press?.(event);
  event.preventDefault();
  list.pick(picked < 0 ? 0 : next);
}

function nextRow({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, at: number, count: number) {
  if (ctrlKey || metaKey || altKey || shiftKey) return undefined;
  if (key === 'PageDown') return Math.min(count - 1, at + PAGE);
  if (key === 'PageUp') return Math.max(0, at - PAGE);
  return walk(key, at, count, 'down');
}
