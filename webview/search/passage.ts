import type { SearchHit } from '../../src/protocol/search.ts';
import { copyIcon, eyeIcon, goToFileIcon, targetIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { figure, placeOf, type Acts } from './acts.ts';
import { markedText } from './marked.ts';
import { letterOf, pickedHit, type State } from './state.ts';

/** The picked passage, whole, with its score taken apart. */
export function passage(state: State, acts: Acts): View | typeof nothing {
  const hit = pickedHit(state);
  if (!hit || state.picked === null) return nothing;
  const { text } = acts;
  const side = state.sides.length > 1 ? `${letterOf(state.picked.side)} ` : '';
  const { weight = 0 } = state.sides[state.picked.side]?.setting ?? {};
  return html`<aside class="pad stack scroll" id="passage" aria-labelledby="passage-title">
    <h2 id="passage-title">${side}${hit.rank}. ${placeOf(hit)}</h2>
    <p class="row">
      <button class="btn alt" @click=${() => acts.open(hit)}>${goToFileIcon}${text.say('search.open')}</button>
      <button class="btn alt" @click=${() => acts.showChunk(hit)}>${eyeIcon}${text.say('search.showChunk')}</button>
      <button class="btn alt" @click=${() => acts.expect(hit.uri)}>${targetIcon}${text.say('search.expect')}</button>
      <button
        class="tool"
        aria-label=${text.say('search.copy')}
        title=${text.say('search.copy')}
        @click=${() => acts.copy(hit.text)}
      >
        ${copyIcon}
      </button>
    </p>
    ${told(state, acts)}
    <p class="full">${markedText(hit)}</p>
    ${shares(hit, weight, acts)}
    <p class="s dim row">
      ${
        /^https?:/i.test(hit.uri)
          ? html`<button class="link" @click=${() => acts.openPage(hit.uri)}>${hit.uri}</button>`
          : html`<span>${hit.uri}</span>`
      }
      <span>${text.say('search.place', { start: text.number(hit.start), end: text.number(hit.end) })}</span>
    </p>
  </aside>`;
}

function told({ expecting }: State, { text, openQuestions }: Acts): View | typeof nothing {
  if (expecting?.state !== 'here') return nothing;
  const { file, questions } = expecting.value;
  return html`<p class="s row" role="status">
    ${text.say('search.expected', { file, questions: text.count('search.questions', questions) })}
    <button class="tool" @click=${openQuestions}>${text.say('search.openQuestions')}</button>
  </p>`;
}

/** Which part gave what: they add up to the score. */
function shares(hit: SearchHit, weight: number, { text }: Acts): View {
  const rows = [
    {
      name: text.say('search.shareVector', { cosine: figure(text, hit.vectorScore, 3), weight: text.number(weight) }),
      value: hit.vectorScore * weight,
    },
    ...hit.words.map(({ word, score }) => ({ name: text.say('search.shareWord', { word }), value: score })),
    ...(hit.linksScore < 0 ? [{ name: text.say('search.shareLinks'), value: hit.linksScore }] : []),
  ];
  return html`<table class="t shares">
    <caption class="vh">
      ${text.say('search.shares')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${text.say('search.share')}</th>
        <th scope="col" class="n">${text.say('search.score1')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, value }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="n">${figure(text, value, 3)}</td>
          </tr>`,
      )}
      <tr>
        <th scope="row" class="b">${text.say('search.sum')}</th>
        <td class="n b">${figure(text, hit.score, 3)}</td>
      </tr>
    </tbody>
  </table>`;
}
