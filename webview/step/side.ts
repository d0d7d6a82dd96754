import type { Bet, StepView } from '../../src/model/workshop/stepView.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { completedState, discoveredState } from '../common/stateIcons.ts';
import { diffIcon, discardIcon } from './icons.ts';
import { markdown } from './markdown.ts';
import type { Acts } from './state.ts';
import { chevron } from './task.ts';
import { timesOff } from './verdictText.ts';

/** What helps: hints, the bets so far, what to remember. */
export function side(view: StepView, acts: Acts): View {
  return html`${view.hints.length > 0 ? hints(view, acts) : nothing}
  ${view.bets.length > 1 ? bets(view.bets, acts) : nothing} ${remember(view, acts)}
  ${view.hasSolution && (view.solutionHasFiles || view.step.standing !== 'passed') ? solution(view, acts) : nothing}
  ${view.canReset ? reset(acts) : nothing} ${aim(view, acts)}`;
}

/** One after the other: the next can be opened once the one before was read. */
function hints({ step, hints: all, hintsShown, pictures }: StepView, acts: Acts): View {
  const { text } = acts;
  const graded = step.kind === 'code' && all.length === 3;
  return html`<section aria-labelledby="hints">
    <div class="row">
      <h2 id="hints">${text.say('step.hints')}</h2>
      <span class="dim s"
        >${text.say('step.hintsOpen', { shown: text.number(hintsShown), hints: text.number(all.length) })}</span
      >
    </div>
    <div>
      ${all.map((hint, at) => {
        const name = text.say(graded ? `step.hint.${at + 1}` : 'step.hint.other', { number: at + 1 });
        const number = html`<span class="vh">${text.say('step.hintOf', { at: at + 1, hints: all.length })}</span
          ><span class="no" aria-hidden="true">${at + 1}</span>`;
        if (at > hintsShown) return html`<p class="fold dim">${number}${name}</p>`;
        const toggle = (event: Event) => {
          const { target } = event;
          if (!(target instanceof HTMLDetailsElement && target.open)) return;
          acts.say(target.lastElementChild?.textContent.replaceAll(/\s+/g, ' ') ?? '');
          if (at === hintsShown) acts.hint(at);
        };
        return html`<details @toggle=${toggle}>
          <summary class="fold" tabindex="0">${chevron}${number}${name}</summary>
          <div class="hb md">${markdown(hint, { pictures, acts })}</div>
        </details>`;
      })}
    </div>
  </section>`;
}

/** Behind a deliberate click; what is left to try first is said. */
function solution({ step, hints: all, hintsShown, verdict }: StepView, { text, solution: show }: Acts): View {
  const left = all.length - hintsShown;
  const passed = step.standing === 'passed' && verdict?.passed !== false;
  const why = passed ? 'solutionPassed' : left > 0 ? 'solutionHints' : 'solutionWhy';
  return html`<section aria-labelledby="solution">
    <h2 id="solution">${text.say('step.solution')}</h2>
    <p class="s dim">${text.say(`step.${why}`, { hints: text.count('unit.hint', left) })}</p>
    <p>
      <button class="btn alt" @click=${show}>
        ${diffIcon}${text.say(passed ? 'step.compareSolution' : 'step.showSolution')}
      </button>
    </p>
  </section>`;
}

const reset = ({ text, reset: back, undoReset }: Acts): View =>
  html`<section aria-labelledby="reset">
    <h2 id="reset">${text.say('step.reset')}</h2>
    <p class="s dim">${text.say('step.resetWhy')}</p>
    <p class="row">
      <button class="btn alt" @click=${back}>${discardIcon}${text.say('step.doReset')}</button>
      <button class="link s" @click=${undoReset}>${text.say('step.undoReset')}</button>
    </p>
  </section>`;

function bets(all: readonly Bet[], { text }: Acts): View {
  return html`<section aria-labelledby="bets">
    <h2 id="bets">${text.say('step.bets')}</h2>
    <ul class="bets">
      ${all.map(({ number, title, value, truth }) => {
        const times = value === null || truth === null ? null : timesOff(value, truth);
        const way = value !== null && truth !== null && value < truth ? '÷' : '×';
        return html`<li class=${value === null ? 'dim' : ''}>
          <span class=${value === null ? 'off' : 'ok'}>${value === null ? discoveredState : completedState}</span>
          <span>${number} ${title}</span>
          ${times === null ? nothing : html`<span class="sp n">${times === 1 ? '=' : `${way} ${text.number(times)}`}</span>`}
        </li>`;
      })}
    </ul>
    <p class="s dim">${text.say('step.betsWhy')}</p>
  </section>`;
}

const remember = ({ lesson, seen, pictures, part }: StepView, acts: Acts): View =>
  html`${
    lesson === null
      ? nothing
      : html`<section aria-labelledby="lesson">
          <h2 id="lesson">${acts.text.say('step.lesson')}</h2>
          <div class="md">${markdown(lesson, { pictures, acts })}</div>
        </section>`
  }
  ${
    seen === null
      ? nothing
      : html`<section aria-labelledby="seen">
          <h2 id="seen">${acts.text.say('step.seen', { part: part.number })}</h2>
          <div class="md">${markdown(seen, { pictures, acts })}</div>
        </section>`
  }`;

/** What the part is for, as long as nothing else is said beside the work. */
const aim = ({ goal, lesson, seen, pictures }: StepView, acts: Acts): View | typeof nothing =>
  goal === null || lesson !== null || seen !== null
    ? nothing
    : html`<section aria-labelledby="goal">
        <h2 id="goal">${acts.text.say('step.goal')}</h2>
        <div class="md dim">${markdown(goal, { pictures, acts })}</div>
      </section>`;
