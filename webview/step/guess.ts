import type { GuessView, StepView } from '../../src/model/workshop/stepView.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { lockIcon } from './icons.ts';
import { inlineText, markdown } from './markdown.ts';
import { nextButton } from './task.ts';
import type { Acts, Screen } from './state.ts';

/** A number, said before it is seen; it stays beside the truth. */
export function guess(asked: GuessView, view: StepView, { acts }: Screen): View {
  const { text } = acts;
  if (asked.value === null) return form(asked, acts);
  return html`<section class="sec" aria-labelledby="bet">
    <h2 id="bet" tabindex="-1" data-then>${text.say('step.bet')}</h2>
    <p>${inlineText(asked.question, acts)}</p>
    ${beside(asked.value, asked, acts)}
    ${asked.reason === null ? nothing : html`<div class="md">${markdown(asked.reason, { pictures: view.pictures, acts })}</div>`}
    <p class="row act">
      ${nextButton(view, acts)}<button class="btn alt" @click=${acts.check}>${text.say('step.measureAgain')}</button>
    </p>
  </section>`;
}

function form({ question, unit }: GuessView, acts: Acts): View {
  const { text } = acts;
  const submit = (event: Event) => {
    event.preventDefault();
    // SAFETY: the listener stands on the form itself.
    const value = new FormData(event.currentTarget as HTMLFormElement).get('value');
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) acts.guess(Number(value));
  };
  return html`<section class="sec" aria-labelledby="bet">
    <h2 id="bet">${text.say('step.bet')}</h2>
    <p>${inlineText(question, acts)}</p>
    <form class="row act" @submit=${submit}>
      <label class="row"
        >${text.say('step.yourBet')}
        <input class="in n" type="number" name="value" min="0" step="any" required /> ${unit}</label
      >
      <button class="btn">${lockIcon}${text.say('step.doBet')}</button>
    </form>
    <p class="s dim">${text.say('step.betKept')}</p>
  </section>`;
}

/** Both numbers with a bar on one scale. */
function beside(value: number, { truth, unit }: GuessView, { text }: Acts): View {
  const most = Math.max(value, truth ?? 0, 1);
  const bar = (shape: string, part: number) =>
    html`<svg class="bb" aria-hidden="true">
      ${svg`<rect class=${shape} width="${(100 * Math.max(0, part)) / most}%" y="2" height="10"></rect>`}
    </svg>`;
  return html`<div class="bet">
      <span>${text.say('step.you')}</span><span class="n">${text.number(value)} ${unit}</span>${bar('pv', value)}
      ${
        truth === null
          ? nothing
          : html`<span class="b">${text.say('step.truth')}</span
              ><span class="n b">${text.number(truth)} ${unit}</span>${bar('ac2', truth)}`
      }
    </div>
    ${truth === null ? html`<p class="s dim">${text.say('step.noTruth')}</p>` : nothing}`;
}
