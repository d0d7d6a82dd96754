import type { Problem } from '../../src/model/problem.ts';
import type { CompareView } from '../../src/protocol/compare.ts';
import { targetIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState } from '../common/states.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import { foot } from './foot.ts';
import { head } from './head.ts';
import { measures } from './measures.ts';
import { questionList } from './questionList.ts';
import type { Screen } from './state.ts';
import { textPanel } from './textPanel.ts';

export function view(screen: Screen): View {
  const { state, acts, ask } = screen;
  const { text } = acts;
  const told = state.view;
  const here = told.state === 'here' ? told.value : null;
  const failure = state.start.state === 'failed' ? state.start.problem : told.state === 'failed' ? told.problem : null;
  return html`${head(here, screen)}
    <main class="min0">
      ${state.progress || (told.state === 'waiting' && !failure) ? progressBar(screen) : nothing}
      ${
        state.acted?.state === 'failed'
          ? html`<div class="pad">${problemState(state.acted.problem, { text, ask })}</div>`
          : nothing
      }
      ${measures(here, screen)} ${failure ? html`<div class="pad">${failed(failure, screen)}</div>` : nothing}
      ${here ? forms(here, screen) : nothing}
    </main>
    ${here ? foot(here, acts) : nothing}`;
}

function forms(here: CompareView, screen: Screen): View {
  const { state, acts } = screen;
  const { text } = acts;
  return html`<div class="tabs">
      ${tabs({
        label: text.say('pair.forms'),
        tabs: [
          { id: 'page', label: text.say('pair.pageTab') },
          {
            id: 'questions',
            label: here.questions ? text.count('pair.questions', here.questions.length) : text.say('pair.questionsTab'),
          },
        ],
        chosen: state.tab,
        choose: id => acts.show(id === 'questions' ? 'questions' : 'page'),
      })}
      ${
        here.text.answer
          ? html`<span class="sp row tr">
              <button class="tool" @click=${acts.jump}>${targetIcon}<span>${text.say('pair.jump')}</span></button>
            </span>`
          : nothing
      }
    </div>
    ${tabPanel('page', state.tab, () => textPanel(here, screen), 'col')}
    ${tabPanel('questions', state.tab, () => questionList(here, screen), 'col')}`;
}

/** How far it is, in words, and a way to stop. */
function progressBar({ state: { progress }, acts: { text, stop } }: Screen): View {
  const counts = progress?.total ? { done: text.number(progress.done), total: text.number(progress.total) } : null;
  return html`<div aria-busy="true" class="work">
    <progress
      max=${progress?.total || 1}
      value=${counts ? (progress?.done ?? 0) : nothing}
      aria-label=${text.say('pair.working')}
    ></progress>
    <p class="pad row">
      <span role="status">${text.say('pair.working')}</span>
      ${counts ? html`<span class="dim">${text.say('pair.workingOn', counts)}</span>` : nothing}
      <button class="btn alt" @click=${stop}>${text.say('pair.stop')}</button>
    </p>
  </div>`;
}

/** Nothing to compare: why, and what helps. */
function failed(problem: Problem, { acts, ask }: Screen): View {
  const { text, runSource, measure, reload } = acts;
  if (problem.code === 'no_markdown')
    return emptyState(text.say('pair.noText'), text.say('pair.noTextWhy'), {
      label: text.say('pair.runSource'),
      run: runSource,
    });
  if (problem.code === 'compare_stopped')
    return emptyState(text.say('pair.stopped'), text.say('pair.stoppedWhy'), {
      label: text.say('pair.again'),
      run: measure,
    });
  return problemState(problem, { text, ask, retry: reload });
}
