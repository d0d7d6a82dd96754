import type { StepButton, StepView } from '../../src/model/workshop/stepView.ts';
import { arrowRightIcon, goToFileIcon, playIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { markdown } from './markdown.ts';
import type { Acts, Screen } from './state.ts';

/** What is to be done, and its buttons. */
export function task(view: StepView, { acts }: Screen): View {
  const { text } = acts;
  const drawn = markdown(view.text, { pictures: view.pictures, acts });
  return html`<section class="pad" aria-labelledby="task">
    <h2 id="task">${text.say(`step.task.${view.step.kind}`)}</h2>
    <div class="md">${drawn}</div>
    ${isAnswered(view) ? nothing : html`<p class="row act">${first(view, acts)}${buttons(view, acts)}</p>`}
  </section>`;
}

/** Quiz and guess have buttons of their own. */
const isAnswered = ({ quiz, guess, buttons: all }: StepView): boolean => Boolean(quiz ?? guess) && all.length === 0;

/** The one filled button. */
function first(view: StepView, acts: Acts): View | typeof nothing {
  if (view.quiz || view.guess) return nothing;
  if (view.checks === 0 || view.step.standing === 'passed') return nextButton(view, acts);
  return nothing;
}

export const nextButton = ({ after }: StepView, { text, next }: Acts): View =>
  html`<button class="btn" @click=${next}>
    ${after ? text.say('step.nextStep', { number: after.number }) : text.say('step.finish')}${arrowRightIcon}
  </button>`;

export const buttons = ({ buttons: all }: StepView, acts: Acts): View[] =>
  all.map(
    (button, at) =>
      html`<button class="btn alt" @click=${() => acts.press(at)}>${icon(button)}${label(button, acts)}</button>`,
  );

const icon = ({ does }: StepButton) => (does === 'open' ? goToFileIcon : does === 'run' ? playIcon : nothing);

function label({ does, title, name }: StepButton, { text }: Acts): string {
  if (title !== null) return title;
  const file = name.split('/').at(-1) ?? name;
  if (does === 'command') return name;
  return text.say(does === 'open' ? 'step.openFile' : 'step.runFile', { file });
}
