import type { StepView } from '../../src/model/workshop/stepView.ts';
import { eyeIcon } from '../common/icons.ts';
import { html, type View } from '../common/lit.ts';
import { markdown } from './markdown.ts';
import type { Screen } from './state.ts';

/** Model answers, hidden until somebody wants them: the talk comes first. */
export function discussion({ answers, pictures }: StepView, { state, acts }: Screen): View {
  const { text } = acts;
  return html`<section class="sec" aria-labelledby="answers">
    <h2 id="answers" tabindex="-1" ?data-then=${state.revealed}>${text.say('step.modelAnswers')}</h2>
    ${
      state.revealed
        ? html`<ol class="todo">
            ${answers.map(answer => html`<li><div class="md">${markdown(answer, { pictures, acts })}</div></li>`)}
          </ol>`
        : html`<p class="s dim">${text.say('step.modelAnswersWhy', { answers: text.number(answers.length) })}</p>
            <p><button class="btn alt" @click=${acts.reveal}>${eyeIcon}${text.say('step.reveal')}</button></p>`
    }
  </section>`;
}
