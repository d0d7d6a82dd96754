import {
  arrowDownIcon,
  closeIcon,
  copyIcon,
  fileCodeIcon,
  screenFullIcon,
  zoomInIcon,
  zoomOutIcon,
} from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { errorState } from '../common/stateIcons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { searchField } from '../common/searchField.ts';
import { emptyState, problemState, waitingState, type Act } from '../common/states.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import type { Acts } from './acts.ts';
import { compact, hatch, legend, rowsOf, rulerOf, zoomAbout } from './compact.ts';
import { countOf, full, raw } from './events.ts';
import { head } from './head.ts';
import { panel } from './panel.ts';
import { FORMS, formsOf, type Form, type State } from './state.ts';
import type { Screen } from './screen.ts';
import { twin } from './twin.ts';

export function view(screen: Screen): View {
  const { state, acts, ask } = screen;
  const { text, reload } = acts;
  const title = html`<h1 class="pad">${text.say('history.heading')}</h1>`;
  if (state.head.state === 'waiting' || (state.head.state === 'here' && state.total < 0))
    return html`<main>${title}${waitingState(text)}</main>`;
  if (state.head.state === 'failed') {
    const { problem } = state.head;
    const more = problem.code === 'run_gone' ? [restoreAct(acts)] : [];
    return html`<main>
      ${title}
      <div class="pad">${problemState(problem, { text, ask, retry: reload, more })}</div>
    </main>`;
  }
  return html`${head(state, acts)}
    <main class="min0">
      ${problems(screen)} ${toolbar(screen)}
      ${formsOf(state).map(form => tabPanel(form, state.form, () => panelOf(form, screen), 'panel'))}
    </main>
    <footer class="foot">
      <span>${text.count('history.count.event', state.total)}</span>
      <span class="el">${state.place}</span>
      <span class="sp">${text.say(`history.keys.${state.form}`)}</span>
    </footer>
    ${hatch()}`;
}

const restoreAct = ({ text, restore }: Acts): Act => ({ label: text.say('history.restore'), run: restore });

function problems({ state, acts, ask }: Screen): View | typeof nothing {
  const { text } = acts;
  const { fault, failure } = state;
  if (fault === null && failure === null) return nothing;
  const close: Act = { label: text.say('history.close'), icon: closeIcon, run: acts.closeFailure };
  const more = failure?.code === 'run_gone' ? [restoreAct(acts)] : [close];
  return html`<div class="pad stack">
    ${fault === null ? nothing : problemState(fault, { text, ask, retry: acts.reload })}
    ${failure === null ? nothing : problemState(failure, { text, ask, retry: acts.reload, more })}
  </div>`;
}

function toolbar({ state, acts }: Screen): View {
  const { text } = acts;
  const forms = formsOf(state).map(form => ({
    ...{ id: form, label: text.say(`history.form.${form}`) },
    ...(form === 'full' && { count: text.number(state.total) }),
  }));
  const choose = (id: string) => acts.show(FORMS.find(form => form === id) ?? 'compact');
  return html`<div class="tabs">
    ${tabs({ label: text.say('history.forms'), tabs: forms, chosen: state.form, choose })}
    ${state.form === 'twin' ? nothing : filterTools(state, acts)}
  </div>`;
}

function filterTools(state: State, acts: Acts): View {
  const { text } = acts;
  const hint = text.say(state.form === 'compact' ? 'history.searchRows' : 'history.searchEvents');
  return html`<span class="sp row bar">
    ${searchField({ hint, query: state.query, search: acts.search })}
    <button class="tool" aria-pressed=${state.failedOnly} @click=${() => acts.showFailedOnly(!state.failedOnly)}>
      ${errorState}${text.say('history.failedOnly')}
    </button>
    ${state.form === 'compact' ? zoomTools(state, acts) : eventTools(state, acts)}
  </span>`;
}

function zoomTools(state: State, acts: Acts): View {
  const { text } = acts;
  const about = (factor: number) => () => {
    const ruler = rulerOf(state);
    acts.zoomTo(zoomAbout(ruler, (ruler.zoom.from + ruler.zoom.to) / 2, factor));
  };
  return html`${iconButton(text.say('history.zoomOut'), zoomOutIcon, about(1.5))}
  ${iconButton(text.say('history.zoomIn'), zoomInIcon, about(1 / 1.5))}
  ${iconButton(text.say('history.zoomFit'), screenFullIcon, () => acts.zoomTo(null))}`;
}

function eventTools(state: State, acts: Acts): View {
  const { text } = acts;
  const { id, run, follow } = state;
  return html`${
    run?.status === 'RUNNING'
      ? html`<button class="tool" aria-pressed=${follow} @click=${() => acts.setFollow(!follow)}>
          ${arrowDownIcon}${text.say('history.follow')}
        </button>`
      : nothing
  }
  ${id === null ? nothing : iconButton(text.say('history.copyJson'), copyIcon, () => acts.copyEvent(id))}
  ${iconButton(text.say('history.asText'), fileCodeIcon, () => acts.openText(id))}`;
}

function panelOf(form: Form, screen: Screen): View {
  const { state, shown, acts } = screen;
  const { text } = acts;
  if (form === 'twin') return twin(screen);
  if (state.events.length === 0)
    return emptyState(text.say('history.empty'), text.say('history.emptyWhy'), {
      label: text.say('page.retry'),
      run: acts.reload,
    });
  if (form === 'compact') return compactPanel(screen);
  if (countOf(shown) === 0) return nothingLeft(screen);
  return html`<div class="scroll list" id="scroller">${form === 'full' ? full(shown, acts) : raw(shown, acts)}</div>`;
}

function compactPanel(screen: Screen): View {
  const { state, acts } = screen;
  const rows = rowsOf(state);
  if (rows.length === 0) return nothingLeft(screen);
  const picked = rows.find(({ source }) => source.uri === state.uri);
  return html`<div class="split">
    <div class="axis">
      <div class="scroll list" id="scroller">${compact(state, acts)}</div>
      ${legend(acts.text)}
    </div>
    <aside class="scroll" aria-label=${acts.text.say('history.details')} tabindex="0">
      ${panel(picked, state, acts)}
    </aside>
  </div>`;
}

function nothingLeft({ state, acts }: Screen): View {
  const { text } = acts;
  const why = text.say(state.failedOnly ? 'history.noFailureWhy' : 'history.noMatchWhy', { query: state.query });
  return emptyState(text.say('history.noMatch'), why, {
    label: text.say('history.clearFilter'),
    run: acts.clearFilter,
  });
}
