import type { StepButton, StepView } from '../../src/model/workshop/stepView.ts';
import { iconButton } from '../common/iconButton.ts';
import { arrowRightIcon, chevronRightIcon, goToFileIcon, playIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { beakerIcon, bugIcon } from './icons.ts';
import { checkingText } from './createLook.ts';
import { inlineText, markdown } from './markdown.ts';
import type { Acts, Screen } from './state.ts';

/** What is to be done, and its buttons. */
export function task(view: StepView, screen: Screen): View {
  const { acts } = screen;
  const title = html`<h2 id="task">${acts.text.say(`step.task.${view.step.kind}`)}</h2>`;
  const words = html`<div class="md">${markdown(untitled(view), { pictures: view.pictures, acts })}</div>`;
  return html`<section class="pad" aria-labelledby="task">
    ${
      view.step.standing === 'passed' && view.verdict?.passed && !view.quiz && !view.guess
        ? html`<details>
            <summary class="fold" tabindex="0">${chevron}${title}</summary>
            <div class="hb">${words}</div>
          </details>`
        : html`${title}${words}`
    }
    ${isAnswered(view) ? nothing : html`<p class="row act">${first(view, screen)}${buttons(view, acts)}${debug(view, acts)}${looking(screen)}</p>`}
  </section>`;
}

/** An author’s text may begin with its title, which stands above it already. */
const untitled = ({ text, step }: StepView): string =>
  text.replace(/^\s*#+ +(.+?)\s*(?:\n|$)/, (all, said: string) => (said === step.title ? '' : all));

export const chevron = html`<span class="cr">${chevronRightIcon}</span>`;

/** Quiz and guess have buttons of their own. */
const isAnswered = ({ quiz, guess, buttons: all }: StepView): boolean => Boolean(quiz ?? guess) && all.length === 0;

/** The one filled button; to check is the same button before and after, so that who pressed it stays on it. */
function first(view: StepView, { state, acts }: Screen): View | typeof nothing {
  if (view.quiz || view.guess) return nothing;
  const isDone = view.checks === 0 || view.step.standing === 'passed';
  return html`${isDone ? nextButton(view, acts) : nothing}${view.checks === 0 ? nothing : checkButton(isDone, acts, state.checking || state.looking !== null)}`;
}

/** While it looks, the same button stops it. */
const checkButton = (isDone: boolean, { text, check, stopCheck }: Acts, isChecking: boolean): View =>
  html`<button class=${isDone ? 'btn alt' : 'btn'} @click=${isChecking ? stopCheck : check}>
    ${beakerIcon}${text.say(isChecking ? 'step.stopCheck' : isDone ? 'step.checkAgain' : 'step.doCheck')}
  </button>`;

/** Which check is under way. */
const looking = ({ state, acts }: Screen): View | typeof nothing =>
  state.looking === null
    ? nothing
    : html`<span class="s dim"
        >${checkingText(state.looking, acts.text)} · ${inlineText(state.looking.title, acts, true)}</span
      >`;

const debug = ({ debugs }: StepView, { text, debug: begin }: Acts): View | typeof nothing =>
  debugs === null ? nothing : iconButton(text.say('step.debug'), bugIcon, begin);

export const nextButton = ({ after }: StepView, { text, next }: Acts): View =>
  html`<button class="btn" @click=${next}>
    ${after ? text.say('step.nextStep', { number: after.number }) : text.say('step.finish')}${arrowRightIcon}
  </button>`;

/** The second click of a double one is none: it would start a second run. */
export const buttons = ({ buttons: all }: StepView, acts: Acts): View[] =>
  all.map(
    (button, at) =>
      html`<button class="btn alt" @click=${({ detail }: MouseEvent) => detail > 1 || acts.press(at)}>
        ${icon(button)}${label(button, acts)}
      </button>`,
  );

const icon = ({ does }: StepButton) => (does === 'open' ? goToFileIcon : does === 'run' ? playIcon : nothing);

function label({ does, title, name }: StepButton, { text }: Acts): string {
  if (title !== null) return title;
  const file = name.split('/').at(-1) ?? name;
  if (does === 'command') return name;
  return text.say(does === 'open' ? 'step.openFile' : 'step.runFile', { file });
}
