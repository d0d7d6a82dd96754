import { html, nothing, repeat, type View } from './lit.ts';
import { walk } from './walk.ts';

export interface PickOptions<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly chosen: string | null;
  key(row: T): string;
  draw(row: T): View;
  /** Fills the panel beside; redraws at once. */
  pick(key: string): void;
  /** Enter or a double click. */
  open?(key: string): void;
}

/** A list to pick from: one tab stop, arrows, Home, End. Long lists need a window of their own: this draws all rows. */
export function pickList<T>({ label, rows, chosen, key, draw, pick, open }: PickOptions<T>): View {
  const keys = rows.map(key);
  const at = Math.max(0, keys.indexOf(chosen ?? ''));
  const press = (event: KeyboardEvent) => {
    const here = keys[at];
    if (event.key === 'Enter' && here !== undefined) return open?.(here);
    const next = keys[walk(event.key, at, keys.length, 'down') ?? -1];
    // SAFETY: the listener stands on the list itself.
    const list = event.currentTarget as HTMLElement;
    if (next === undefined) return;
    event.preventDefault();
    pick(next);
    list.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  };
  return html`<ul class="pick" role="listbox" aria-label=${label} @keydown=${press}>
    ${repeat(
      rows.map((row, place) => ({ row, place, id: keys[place] ?? '' })),
      ({ id }) => id,
      ({ row, place, id }) =>
        html`<li
          role="option"
          aria-selected=${id === chosen}
          tabindex=${place === at ? 0 : -1}
          @click=${() => pick(id)}
          @dblclick=${open ? () => open(id) : nothing}
        >
          ${draw(row)}
        </li>`,
    )}
  </ul>`;
}
