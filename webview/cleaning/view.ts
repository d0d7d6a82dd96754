import type { CleaningView } from '../../src/protocol/cleaning.ts';
import type { Problem } from '../../src/model/problem.ts';
import { html, type View } from '../common/lit.ts';
import { completedState, skippedState, warnState } from '../common/stateIcons.ts';
import { emptyState, problemState } from '../common/states.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import { figures, head } from './head.ts';
import { filters, list } from './list.ts';
import { progressBar } from './progress.ts';
import { side } from './side.ts';
import type { Screen } from './state.ts';
import { strip } from './strip.ts';
import { totals } from './totals.ts';

export function view(screen: Screen): View {
  const { state, acts } = screen;
  const { text } = acts;
  const title = html`<header class="head"><h1>${text.say('cleaning.heading')}</h1></header>`;
  if (state.view.state === 'waiting')
    return html`${title}
      <main>${progressBar(screen, 'workingOn')}</main>`;
  if (state.view.state === 'failed')
    return html`${title}
      <main class="pad">${failed(state.view.problem, screen)}</main>`;
  const told = state.view.value;
  return html`${head(told, screen)}
    <main class="min0">
      <div class="tabs">
        ${tabs({
          label: text.say('cleaning.forms'),
          tabs: [
            { id: 'page', label: text.say('cleaning.pageTab') },
            { id: 'run', label: text.say('cleaning.runTab') },
          ],
          chosen: state.tab,
          choose: id => acts.show(id === 'run' ? 'run' : 'page'),
        })}
      </div>
      ${tabPanel('page', state.tab, () => page(told, screen), 'col')}
      ${tabPanel('run', state.tab, () => totals(told, screen), 'col')}
    </main>
    ${state.tab === 'page' ? foot(screen) : ''}`;
}

const page = (told: CleaningView, screen: Screen): View =>
  html`${figures(told, told.price, screen.acts)} ${strip(told, screen)} ${filters(told, screen)}
    <div class="two">
      <div class="left">${list(told, screen)}</div>
      ${side(told, screen)}
    </div>`;

const foot = ({ acts: { text } }: Screen): View =>
  html`<footer class="foot">
    <span class="st ok">${completedState}${text.say('cleaning.isKept')}</span>
    <span class="st off">${skippedState}${text.say('cleaning.isRemoved')}</span>
    <span class="st warn">${warnState}${text.say('cleaning.isDoubtful')}</span>
    <span class="sp">${text.say('cleaning.keys')}</span>
  </footer>`;

/** Nothing to look at: why, and what makes it. */
function failed(problem: Problem, { acts, ask }: Screen): View {
  const { text, reload, runSource } = acts;
  const run = { label: text.say('cleaning.runSource'), run: runSource };
  if (problem.code === 'no_html') return emptyState(text.say('cleaning.noHtml'), text.say('cleaning.noHtmlWhy'), run);
  if (problem.code === 'nothing_converted')
    return emptyState(text.say('cleaning.nothing'), text.say('cleaning.nothingWhy'), {
      label: text.say('cleaning.openHtml'),
      run: acts.openHtml,
    });
  if (problem.code === 'cleaning_stopped')
    return emptyState(text.say('cleaning.stopped'), text.say('cleaning.stoppedWhy'), {
      label: text.say('cleaning.again'),
      run: reload,
    });
  return problemState(problem, { text, ask, retry: reload });
}
