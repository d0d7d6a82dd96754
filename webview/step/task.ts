import type { StepButton, StepView } from '../../src/model/workshop/stepView.ts';
import { arrowRightIcon, goToFileIcon, playIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { beakerIcon } from './icons.ts';
import { markdown } from './markdown.ts';
import type { Acts, Screen } from './state.ts';

/** What is to be done, and its buttons. */
export function task(view: StepView, screen: Screen): View {
  const { acts } = screen;
  const { text } = acts;
  const drawn = markdown(view.text, { pictures: view.pictures, acts });
  return html`<section class="pad" aria-labelledby="task">
    <h2 id="task">${text.say(`step.task.${view.step.kind}`)}</h2>
    <div class="md">${drawn}</div>
    ${isAnswered(view) ? nothing : html`<p class="row act">${first(view, screen)}${buttons(view, acts)}</p>`}
  </section>`;
}

/** Quiz and guess have buttons of their own. */
const isAnswered = ({ quiz, guess, buttons: all }: StepView): boolean => Boolean(quiz ?? guess) && all.length === 0;

/** The one filled button. */
function first(view: StepView, { state, acts }: Screen): View | typeof nothing {
  if (view.quiz || view.guess) return nothing;
  if (view.checks === 0 || view.step.standing === 'passed')
    return html`${nextButton(view, acts)}${view.checks === 0 ? nothing : checkButton('btn alt', acts, state.checking)}`;
  return checkButton('btn', acts, state.checking);
}

/** While it looks, the same button stops it. */
function checkButton(shape: string, { text, check, stopCheck }: Acts, isChecking: boolean): View {
  return isChecking
    ? html`<button class=${shape} aria-busy="true" @click=${stopCheck}>
        ${beakerIcon}${text.say('step.stopCheck')}
      </button>`
    : html`<button class=${shape} @click=${check}>${beakerIcon}${text.say('step.doCheck')}</button>`;
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
