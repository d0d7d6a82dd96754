import { html, live, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { columnChooser } from './chooser.ts';
import { outMenu } from './outMenu.ts';

/** What it is, and what can be done with it. */
export function headOf(screen: Screen): View {
  const { head, acts } = screen;
  const { text } = acts;
  const what = head.isFolder
    ? text.say('table.folder', { files: text.count('table.fileCount', head.totals.files) })
    : text.say('table.fileKind');
  return html`<header class="head">
    <div class="row">
      <h1 class="el">${head.name}</h1>
      <span class="dim what">${what}</span>
      ${datasetLink(screen)}
      <span class="sp row">${goToRow(screen)} ${columnChooser(screen)} ${outMenu(screen)}</span>
    </div>
  </header>`;
}

/** Back to where its days and its dead letters are. */
function datasetLink({ state: { dataset }, world: { text, ask } }: Screen): View | typeof nothing {
  if (dataset === null) return nothing;
  return html`<button
    class="link nw"
    title=${text.say('table.showDataset', { name: dataset })}
    @click=${() => void ask.showDataset({})}
  >
    ${text.say('table.dataset')}
  </button>`;
}

/** The number of a row of the table, from 1. What is no such number stays in the field, marked. */
function goToRow({ state, acts, head, world: { change } }: Screen): View {
  const { text } = acts;
  const number = state.rows?.number(state.grid.active.row);
  const go = (event: Event) => {
    const field = fieldOf(event);
    const wanted = Number(field.value.replaceAll(/[\s.,]/gu, ''));
    const isThere = Number.isInteger(wanted) && wanted >= 1 && wanted <= head.rows;
    field.ariaInvalid = isThere ? null : 'true';
    field.setCustomValidity(isThere ? '' : text.say('table.noSuchRow', { n: text.number(head.rows) }));
    if (!isThere) return void field.reportValidity();
    change({ typedRow: null });
    acts.goToNumber(wanted - 1);
  };
  return html`<label class="row s"
    ><span>${text.say('table.goToRow')}</span
    ><input
      class="in go"
      id="go"
      inputmode="numeric"
      autocomplete="off"
      .value=${live(state.typedRow ?? (number === undefined ? '' : text.number(number + 1)))}
      ?disabled=${head.rows === 0}
      @focus=${(event: FocusEvent) => fieldOf(event).select()}
      @input=${(event: Event) => change({ typedRow: fieldOf(event).value })}
      @blur=${() => change({ typedRow: null })}
      @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && go(event)}
  /></label>`;
}

// SAFETY: the listeners stand on the field itself.
const fieldOf = (event: Event): HTMLInputElement => event.currentTarget as HTMLInputElement;
