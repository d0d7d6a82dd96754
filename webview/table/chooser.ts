import { html, nothing, type View } from '../common/lit.ts';
import { searchField } from '../common/searchField.ts';
import type { Screen } from './acts.ts';
import { layoutIcon } from './icons.ts';

const ID = 'columns';
/** Drawn at once; a search finds the others. */
const MOST = 300;

/** Which columns are shown: a list with a search. Escape and a click beside it close it. */
export function columnChooser(screen: Screen): View {
  const { state, acts, head } = screen;
  const { text } = acts;
  const hidden = state.grid.hidden.size;
  const name = text.say('table.chooseColumns');
  const toggled = (event: Event) => {
    const isOpen = event instanceof ToggleEvent && event.newState === 'open';
    acts.searchColumns(isOpen ? '' : null);
  };
  return html`<button
      class="tool"
      popovertarget=${ID}
      aria-label=${name}
      title=${name}
      ?disabled=${head.columns.length === 0}
    >
      ${layoutIcon}${hidden === 0 ? nothing : html`<span class="count">${text.number(head.columns.length - hidden)}/${text.number(head.columns.length)}</span>`}
    </button>
    <div popover id=${ID} class="drop chooser" role="dialog" aria-label=${name} @toggle=${toggled}>
      ${state.chooser === null ? nothing : list(screen, state.chooser.search)}
    </div>`;
}

function list({ state, acts, head }: Screen, search: string): View {
  const { text } = acts;
  const { hidden } = state.grid;
  const wanted = search.trim().toLowerCase();
  const found = [...head.columns.entries()].filter(([, { name }]) => name.toLowerCase().includes(wanted));
  const all = found.map(([at]) => at);
  const toggle = (columns: readonly number[], isShown: boolean) => {
    const rest = new Set(hidden);
    for (const at of columns)
      if (isShown) rest.delete(at);
      else rest.add(at);
    // A grid without columns could not be told from an empty one.
    if (rest.size < head.columns.length) acts.changeGrid({ hidden: rest });
  };
  return html`${searchField({ hint: text.say('table.searchColumns'), query: search, search: acts.searchColumns })}
    <p class="row">
      <button class="btn alt" @click=${() => toggle(all, true)}>${text.say('table.showAll')}</button>
      <button class="btn alt" @click=${() => toggle(all, false)} ?disabled=${all.length === head.columns.length}>
        ${text.say('table.hideAll')}
      </button>
    </p>
    <ul class="scroll" aria-label=${text.say('table.columns')}>
      ${found.slice(0, MOST).map(
        ([at, { name, type }]) =>
          html`<li>
            <label class="row"
              ><input
                type="checkbox"
                .checked=${!hidden.has(at)}
                @change=${(event: Event) => event.target instanceof HTMLInputElement && toggle([at], event.target.checked)}
              /><span class="el">${name}</span><span class="dim s el">${type}</span></label
            >
          </li>`,
      )}
    </ul>
    ${found.length > MOST ? html`<p class="dim s">${text.say('table.moreColumns', { n: text.number(found.length - MOST) })}</p>` : nothing}`;
}
