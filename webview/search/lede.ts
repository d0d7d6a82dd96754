import type { SearchAnswer } from '../../src/protocol/search.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { placeOf, type Acts } from './acts.ts';
import { hitsOf, type State } from './state.ts';

/** The verdict in one sentence, then which words of the question the collection knows. */
export function lede(state: State, acts: Acts): View {
  const { text } = acts;
  const [first, second] = state.sides;
  if (first?.found?.state !== 'here') return html`<p class="lede dim">${text.say('search.ledeEmpty')}</p>`;
  const found = first.found.value;
  const [top] = found.results;
  if (!top) return html`<p class="lede">${text.say('search.ledeNone')}</p>`;
  const compared = second?.found?.state === 'here' ? comparison(state, acts) : null;
  const figures = {
    passages: text.count('unit.passage', found.results.length),
    ms: text.number(Math.max(1, Math.round(found.durationMs))),
  };
  return html`<p class="lede" role="status">
      <span class="b">${compared ?? text.say('search.ledeFirst', { place: placeOf(top) })}</span>
      ${text.say('search.ledeFigures', figures)}
    </p>
    ${wordsLine(found, acts)}`;
}

/** Whether two settings agree on the first passage, and on how many they agree at all. */
function comparison({ sides }: State, { text }: Acts): string {
  const [a, b] = [hitsOf(sides[0]), hitsOf(sides[1])];
  const ids = new Set(a.map(({ uri, start }) => `${uri} ${start}`));
  const shared = text.number(b.filter(({ uri, start }) => ids.has(`${uri} ${start}`)).length);
  const [topA, topB] = [a[0], b[0]];
  if (!topA || !topB) return text.say('search.comparedNone');
  if (topA.uri === topB.uri && topA.start === topB.start) return text.say('search.comparedSame', { shared });
  return text.say('search.comparedOther', { a: placeOf(topA), b: placeOf(topB), shared });
}

function wordsLine({ words }: SearchAnswer, { text }: Acts): View | typeof nothing {
  if (words.length === 0) return nothing;
  const counts = words.map(({ word, chunks }) => text.say('search.wordIn', { word, chunks: text.number(chunks) }));
  return html`<p class="s dim">${text.say('search.wordsIn', { counts: counts.join(' · ') })}</p>`;
}
