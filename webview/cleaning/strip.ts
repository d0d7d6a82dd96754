import { reasonText, type Screen } from './state.ts';
import type { CleaningView } from '../../src/protocol/cleaning.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';

/** px of a letter, and what a word needs beside it, on a page of 746 px. */
const [LETTER, MARGIN, WIDTH] = [7, 10, 714];

/** All tokens of the page on one true scale: what is kept filled, what is gone dashed. */
export function strip(view: CleaningView, { state, acts }: Screen): View {
  const { text } = acts;
  const all = [
    { id: 'kept', word: reasonText(text, null), tokens: view.after.tokens },
    { id: 'markup', word: text.say('cleaning.markup'), tokens: view.markup },
    ...view.reasons.map(({ reason, tokens }) => ({ id: reason, word: reasonText(text, reason), tokens })),
  ].filter(({ tokens }) => tokens > 0);
  const sum = all.reduce((total, { tokens }) => total + tokens, 0) || 1;
  const lit = state.block?.state === 'here' ? (state.block.value.reason ?? 'kept') : null;
  const say = (word: string, tokens: number) =>
    text.say('cleaning.mapPart', { reason: word, tokens: text.number(tokens) });
  const label = text.say('cleaning.map', {
    total: text.number(view.before.tokens),
    parts: all.map(({ word, tokens }) => say(word, tokens)).join(', '),
  });
  let from = 0;
  return html`<svg class="map" role="img" aria-label=${label}>
    ${all.map(({ id, word, tokens }) => {
      const [x, width] = [(100 * from) / sum, (100 * tokens) / sum];
      from += tokens;
      const long = say(word, tokens);
      const fits = (said: string) => (width / 100) * WIDTH > said.length * LETTER + MARGIN;
      const said = fits(long) ? long : fits(word) ? word : '';
      const classes = `${id === 'kept' ? 'kp' : 'rm'} ${id === lit ? 'lit' : ''}`;
      return svg`<rect class=${classes} x="${x.toFixed(3)}%" width="${width.toFixed(3)}%" y="1"><title>${long}</title></rect>
        ${said === '' ? nothing : svg`<text x="${x.toFixed(3)}%" dx="4" dy="1.2rem">${said}</text>`}`;
    })}
  </svg>`;
}
