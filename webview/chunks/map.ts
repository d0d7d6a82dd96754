import type { ChunkSurvey } from '../../src/model/chunkView.ts';
import { svg, html, type View } from '../common/lit.ts';
import { tint, type Acts } from './acts.ts';
import type { State } from './state.ts';

/** Where each chunk lies in its page: two lanes in turn, so that an overlap is where both are filled. */
export function map({ places, chunks, size }: ChunkSurvey, { place, similar }: State, acts: Acts): View {
  const { text } = acts;
  const first = places?.[0]?.[0] ?? 0;
  const percent = (value: number) => `${((100 * value) / Math.max(1, size)).toFixed(2)}%`;
  const picked = similar === null ? place : null;
  return html`<svg class="map" role="img" aria-label=${text.say('chunks.map', { n: text.number(chunks) })}>
    ${(places ?? []).map(
      ([start, end], at) => svg`<rect
        class="${tint(at)} ${at === picked ? 'picked' : ''}"
        x=${percent(start - first)} width=${percent(Math.max(end - start, size / 500))}
        y=${at % 2 === 0 ? 1 : 12} height="10"
        @click=${() => acts.pick(at)}
      ></rect>`,
    )}
  </svg>`;
}
