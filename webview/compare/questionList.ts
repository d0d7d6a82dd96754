import { PASSAGES, type ComparedQuestion } from '../../src/model/compareSettings.ts';
import type { CompareView } from '../../src/protocol/compare.ts';
import { goToFileIcon, refreshIcon } from '../common/icons.ts';
import { html, svg, type View } from '../common/lit.ts';
import { emptyState } from '../common/states.ts';
import { skippedState } from '../common/stateIcons.ts';
import type { Acts, Screen } from './state.ts';

/** The questions of the set, and at which rank each setting finds the page that answers. */
export function questionList({ questions }: CompareView, { acts }: Screen): View {
  const { text, measure, openQuestions } = acts;
  if (questions === null)
    return html`<div class="pad">
      ${emptyState(text.say('pair.noSet'), text.say('pair.noSetWhy'), { label: text.say('pair.makeSet'), run: openQuestions })}
      <p class="row mid">
        <button class="btn alt" @click=${measure}>${refreshIcon}${text.say('pair.again')}</button>
      </p>
    </div>`;
  return html`<div class="scroll qb" tabindex="0" role="region" aria-label=${text.say('pair.questionsTab')}>
      <table class="t qt">
        <thead>
          <tr>
            ${['question', 'rankA', 'rankB'].map(name => html`<th scope="col">${text.say(`pair.column.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${questions.map(one => questionRow(one, acts))}
        </tbody>
      </table>
    </div>
    <div class="pad row">
      <p class="s dim">${text.say('pair.ranksAre', { k: text.number(PASSAGES) })}</p>
      <span class="sp row">
        <button class="btn alt" @click=${measure}>${refreshIcon}${text.say('pair.again')}</button>
        <button class="btn alt" @click=${openQuestions}>${goToFileIcon}${text.say('pair.openSet')}</button>
      </span>
    </div>`;
}

function questionRow({ question, ranks }: ComparedQuestion, { text, ask }: Acts): View {
  const [a, b] = ranks.map(rank => rank ?? Infinity);
  const cell = (rank: number | null, isBetter: boolean) =>
    html`<td class=${isBetter ? 'win' : ''}>
      ${
        rank === null
          ? html`<span class="st off">${skippedState}${text.say('pair.noRank')}</span>`
          : html`<span class="rk n">${text.number(rank)}</span>${pips(rank)}`
      }
    </td>`;
  return html`<tr>
    <th scope="row"><button class="link" @click=${() => ask(question)}>${question}</button></th>
    ${cell(ranks[0], (a ?? Infinity) < (b ?? Infinity))} ${cell(ranks[1], (b ?? Infinity) < (a ?? Infinity))}
  </tr>`;
}

/** The passages of a question, the one that counts filled. */
const pips = (rank: number): View =>
  html`<svg class="pips" aria-hidden="true">
    ${Array.from({ length: PASSAGES }, (_, at) => svg`<rect class=${at + 1 === rank ? 'hit' : 'pv'} x=${1 + 11 * at} y="2" width="8" height="8"></rect>`)}
  </svg>`;
