import type { QuizView, StepView } from '../../src/model/workshop/stepView.ts';
import { checkIcon, debugRestartIcon } from '../common/icons.ts';
import { html, live, nothing, type View } from '../common/lit.ts';
import { completedState, errorState } from '../common/stateIcons.ts';
import { inlineText } from './markdown.ts';
import { buttons, nextButton } from './task.ts';
import type { Acts, Screen } from './state.ts';

/** Answers to tick; why each is right or wrong is read once it was answered. */
export function quiz(asked: QuizView, view: StepView, { state, acts }: Screen): View {
  const { text } = acts;
  const isAnswered = asked.ticked !== null && !state.isAgain;
  const submit = (event: Event) => {
    event.preventDefault();
    acts.answer();
  };
  return html`<section class="sec" aria-labelledby="question">
    <h2 id="question" class="vh">${text.say('step.question')}</h2>
    <form @submit=${submit}>
      <fieldset>
        <legend>${inlineText(asked.question, acts, true)} ${text.say('step.tickAll')}</legend>
        <ul class="qs">
          ${asked.answers.map((answer, at) => {
            const isTicked = (isAnswered ? (asked.ticked ?? []) : [...state.ticked]).includes(at);
            return html`<li>
              <label
                ><input
                  type="checkbox"
                  .checked=${live(isTicked)}
                  ?disabled=${isAnswered}
                  aria-describedby=${isAnswered ? `why-${at}` : nothing}
                  @change=${() => acts.toggleTick(at)}
                />${inlineText(answer.text, acts, true)}</label
              >
              ${isAnswered ? reason(answer, { at, isTicked }, acts) : nothing}
            </li>`;
          })}
        </ul>
      </fieldset>
      <p class="row act">
        ${isAnswered ? after(view, acts) : before(state.ticked.size, acts)}${view.buttons.length > 0 ? nothing : buttons(view, acts)}
      </p>
    </form>
  </section>`;
}

type Answer = QuizView['answers'][number];

function reason({ right, why }: Answer, { at, isTicked }: { at: number; isTicked: boolean }, acts: Acts): View {
  const isGood = right === isTicked;
  const said = isGood ? (isTicked ? 'tickedRight' : 'leftRight') : isTicked ? 'tickedWrong' : 'forgotten';
  return html`<p class="s" id="why-${at}">
    <span class="st ${isGood ? 'ok' : 'bad'}"
      >${isGood ? completedState : errorState}${acts.text.say(`step.${said}`)}</span
    >
    ${why === null ? nothing : inlineText(why, acts)}
  </p>`;
}

const before = (ticked: number, { text }: Acts): View =>
  html`<button class="btn" ?disabled=${ticked === 0}>${checkIcon}${text.say('step.answer')}</button>`;

const after = (view: StepView, acts: Acts): View =>
  html`${nextButton(view, acts)}
    <button class="btn alt" type="button" data-then @click=${acts.again}>
      ${debugRestartIcon}${acts.text.say('step.again')}
    </button>`;
