import type { Problem } from '../../src/model/problem.ts';
import { isUnreadProgress } from '../../src/model/workshop/progress.ts';
import type { StepView } from '../../src/model/workshop/stepView.ts';
import type { ShownStep } from '../../src/protocol/workshop.ts';
import { arrowLeftIcon, arrowRightIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { warnState } from '../common/stateIcons.ts';
import { problemState, waitingState, type Act } from '../common/states.ts';
import { discussion } from './discussion.ts';
import { guess } from './guess.ts';
import { head } from './head.ts';
import { quiz } from './quiz.ts';
import { results } from './results.ts';
import { side } from './side.ts';
import type { Acts, Screen } from './state.ts';
import { task } from './task.ts';
import { way } from './way.ts';

export function view(screen: Screen): View {
  const { state } = screen;
  return html`${state.view.state === 'here' ? page(state.view.value, screen) : coming(screen)}
    <p class="vh" role="status">${state.said}</p>`;
}

function coming({ state, acts, ask }: Screen): View {
  const { text } = acts;
  return html`<header class="head"><h1>${text.say('step.page')}</h1></header>
    <main class="pad">
      ${
        state.view.state === 'failed'
          ? problemState(state.view.problem, { text, ask, retry: acts.reload, more: waysOn(state.view.problem, acts) })
          : waitingState(text)
      }
    </main>`;
}

const waysOn = (problem: Problem, { text, goOnHere }: Acts): readonly Act[] =>
  isUnreadProgress(problem) ? [{ label: text.say('action.goOnHere'), run: goOnHere }] : [];

function page(step: ShownStep, screen: Screen): View {
  const { acts, state, ask } = screen;
  const { text } = acts;
  return html`${head(step, screen)}${way(step, acts)}
    <main>
      ${step.isTrusted ? nothing : restricted(acts)}
      ${
        state.acted?.state === 'failed'
          ? html`<div class="pad">${problemState(state.acted.problem, { text, ask })}</div>`
          : nothing
      }
      <div class="split">
        <div class="work">${work(step, screen)}</div>
        <aside class="help pad" aria-label=${text.say('step.help')}>${side(step, acts)}</aside>
      </div>
    </main>
    ${move(step, screen)}`;
}

/** What can be done here is reading: the rest is one button away. */
const restricted = ({ text, manageTrust }: Acts): View =>
  html`<p class="row pad st warn">
    ${warnState}<span>${text.say('step.restricted')}</span>
    <button class="btn alt" @click=${manageTrust}>${text.say('step.manageTrust')}</button>
  </p>`;

function work(step: StepView, screen: Screen): View {
  if (step.quiz) return html`${task(step, screen)}${quiz(step.quiz, step, screen)}`;
  if (step.guess) return html`${task(step, screen)}${guess(step.guess, step, screen)}`;
  if (step.answers.length > 0) return html`${task(step, screen)}${discussion(step, screen)}`;
  return html`${task(step, screen)}${results(step, screen.acts)}`;
}

/** Both neighbours, at the bottom of the window. */
const move = ({ before, after }: StepView, { acts }: Screen): View =>
  html`<nav class="move" aria-label=${acts.text.say('step.neighbours')}>
    ${
      before
        ? html`<button class="btn alt" title=${before.title} @click=${acts.previous}>
            ${arrowLeftIcon}<span class="vh">${acts.text.say('step.previous')}</span>${before.number}
          </button>`
        : html`<span></span>`
    }
    <button class="link s" @click=${() => acts.go(null)}>${acts.text.say('step.goTo')}</button>
    ${
      after
        ? html`<button class="btn alt" title=${after.title} @click=${acts.next}>
            <span class="vh">${acts.text.say('step.next')}</span>${after.number}${arrowRightIcon}
          </button>`
        : html`<span></span>`
    }
  </nav>`;
