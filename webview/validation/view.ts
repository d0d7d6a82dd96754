import { reasonText } from '../../src/model/problemText.ts';
import type { Reason } from '../../src/model/problem.ts';
import type { ValidationHead } from '../../src/protocol/quality.ts';
import { closeIcon, playIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { warnState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import { failing } from './failing.ts';
import { head, progressPart } from './head.ts';
import { rules } from './rules.ts';
import type { State } from './state.ts';
import { shown } from './shown.ts';

export function view(state: State, acts: Acts): View {
  const { text, shell: ask } = acts;
  const { head: loaded } = state;
  if (loaded.state === 'waiting') return html`<main>${heading(acts)}${waitingState(text)}</main>`;
  if (loaded.state === 'failed')
    return html`<main>
      ${heading(acts)}
      <div class="pad">${problemState(loaded.problem, { text, ask, retry: acts.reload })}</div>
    </main>`;
  return loaded.value ? report(loaded.value, state, acts) : empty(state, acts);
}

const heading = ({ text }: Acts): View => html`<h1 class="vh">${text.say('validation.heading')}</h1>`;

function empty(state: State, acts: Acts): View {
  const { text } = acts;
  const act = { label: text.say('validation.validate'), icon: playIcon, run: acts.validate };
  const isRunning = state.progress !== null;
  return html`<main>
    ${heading(acts)} ${progressPart(state, acts)} ${problemPart(state, acts)}
    ${isRunning ? nothing : emptyState(text.say('validation.none'), text.say('validation.noneWhy'), act)}
  </main>`;
}

function report(told: ValidationHead, state: State, acts: Acts): View {
  const { text } = acts;
  const { view: found, warnings } = told;
  const { at, before, gone } = found;
  return html`${head(told, state, acts)}
    <main>
      ${problemPart(state, acts)} ${warnings.map(one => warning(one, acts))} ${rules(found, state, acts)}
      ${
        gone.length === 0
          ? nothing
          : html`<p class="pad s">${shown(text.say('validation.gone', { rules: gone.join(', ') }))}</p>`
      }
      ${failing(told, state, acts)}
    </main>
    <footer class="foot">
      <span>${text.say('validation.column.at')} ${text.dateTime(at)}</span>
      ${
        before?.at
          ? html`<span class="sp">${text.say('validation.comparedWith', { when: text.dateTime(before.at) })}</span>`
          : nothing
      }
    </footer>`;
}

function problemPart({ problem }: State, { text, shell: ask, closeProblem }: Acts): View | typeof nothing {
  if (problem === null) return nothing;
  const more = [{ label: text.say('validation.close'), icon: closeIcon, run: closeProblem }];
  return html`<div class="pad">${problemState(problem, { text, ask, more })}</div>`;
}

const warning = (reason: Reason, { text }: Acts): View =>
  html`<div class="pad">
    <div class="call">
      <span class="warn">${warnState}</span>
      <p>${reasonText(reason, text)}</p>
    </div>
  </div>`;
