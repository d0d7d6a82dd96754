import { html, nothing, type View } from './lit.ts';
import { walk } from './walk.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Only when it is a reason to look. */
  readonly count?: string;
}

export interface TabsOptions {
  /** Of the whole row, for who does not see it. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  /** Redraws at once. */
  choose(id: string): void;
}

/** Forms of the same thing, never steps. One tab stop; arrows move and choose. The panel is `tabPanel`'s. */
export function tabs({ label, tabs: all, chosen, choose }: TabsOptions): View {
  const press = (event: KeyboardEvent) => {
    const at = all.findIndex(tab => tab.id === chosen);
    const next = all[walk(event.key, at, all.length, 'across') ?? -1];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`<div role="tablist" aria-label=${label} @keydown=${press}>
    ${all.map(
      ({ id, label: word, count }) =>
        html`<button
          role="tab"
          id="tab-${id}"
          aria-controls="panel-${id}"
          aria-selected=${id === chosen}
          tabindex=${id === chosen ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${word}${count === undefined ? nothing : html` <span class="count">${count}</span>`}
        </button>`,
    )}
  </div>`;
}

export const tabPanel = (id: string, chosen: string, content: () => View, layout = ''): View =>
  html`<div role="tabpanel" id="panel-${id}" aria-labelledby="tab-${id}" class=${layout} ?hidden=${id !== chosen}>
    ${id === chosen ? content() : nothing}
  </div>`;
