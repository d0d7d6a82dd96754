import { closeIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import type { Acts, Screen } from './acts.ts';
import { changedLine, dataTab } from './data.ts';
import { foot } from './foot.ts';
import { groupsCount, groupsTab } from './groups.ts';
import { headOf } from './head.ts';
import { outLine } from './outLine.ts';
import { progressPart, workText } from './progress.ts';
import { schemaTab } from './schema.ts';
import { isFiltered, rowsShown, TABS, type State, type Work } from './state.ts';
import type { World } from './world.ts';

export function view(world: World, acts: Acts): View {
  const { state, text, ask } = world;
  const name = html`<h1 class="vh">${text.say('table.title')}</h1>`;
  if (state.head.state === 'waiting')
    return html`<main>${name}${openingPart(state, acts) ?? waitingState(text)}</main>`;
  if (state.head.state === 'failed')
    return html`<main class="pad">${name}${problemState(state.head.problem, { text, ask, retry: acts.reload })}</main>`;
  const screen: Screen = { state, acts, world, head: state.head.value };
  return html`${headOf(screen)}
    <main class="min0">
      ${tabRow(screen)} ${outLine(screen)} ${state.disk === 'same' ? nothing : changedLine(screen)}
      ${openingPart(state, acts) ?? nothing} ${tabPanel('data', state.tab, () => dataTab(screen), 'panel column')}
      ${tabPanel('schema', state.tab, () => html`${schemaTab(screen)}`, 'panel column')}
      ${tabPanel('groups', state.tab, () => html`${groupsTab(screen)}`, 'panel column')}
    </main>
    ${state.tab === 'data' ? foot(screen) : nothing}`;
}

/** While it takes long; null: it does not. */
function openingPart({ works, isLong }: State, { text, stop }: Acts): View | null {
  const work = works.find(({ kind }) => kind === 'open');
  if (!work || !isLong) return null;
  return html`<div class="pad">
    ${progressPart({ label: text.say('table.opening'), work, text, stop: () => stop('open') })}
  </div>`;
}

function tabRow(screen: Screen): View {
  const { state, acts, head } = screen;
  const arranging = state.works.find(({ kind }) => kind === 'arrange');
  const { text, show } = acts;
  const labels = { data: text.say('table.data'), schema: text.say('table.schema'), groups: text.say('table.groups') };
  const known = (id: string) => TABS.find(one => one === id) ?? 'data';
  return html`<div class="tabs">
    ${tabs({
      label: text.say('table.forms'),
      tabs: TABS.map(id => ({
        id,
        label: labels[id],
        ...(id !== 'data' && { count: text.number(id === 'schema' ? head.columns.length : groupsCount(head)) }),
      })),
      chosen: state.tab,
      choose: id => show(known(id)),
    })}
    <span class="sp row s bar0">${state.tab === 'data' ? tally(screen) : nothing}</span>
    ${arranging ? progress(arranging, text) : nothing}
  </div>`;
}

/** How many rows; while they are arranged, how far that is. */
function tally({ state, acts, head }: Screen): View {
  const { text } = acts;
  const rows = text.count('unit.row', head.rows);
  const work = state.works.find(({ kind }) => kind === 'arrange');
  if (work)
    return html`<span role="status">${text.say('table.arranging')}</span>
      ${work.total > 0 ? html`<span class="dim n">${workText(work, text)}</span>` : nothing}
      <button class="tool" @click=${() => acts.stop('arrange')}>${closeIcon}${text.say('table.stop')}</button>`;
  if (!isFiltered(state)) return html`<span>${rows}</span>`;
  return html`<span role="status">${text.say('table.filtered', { rows, n: text.number(rowsShown(state)) })}</span>
    <button class="tool" @click=${acts.clearFilters}>${closeIcon}${text.say('table.clearFilters')}</button>`;
}

const progress = ({ done, total }: Work, text: Acts['text']): View =>
  html`<progress aria-label=${text.say('table.arranging')} max=${Math.max(1, total)} .value=${done}></progress>`;
