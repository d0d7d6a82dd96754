import { chunkSegments, type Segment } from '../../src/model/chunkSegments.ts';
import type { ChunkCard, ChunkPassage } from '../../src/model/chunkView.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { tint, type Acts, type Screen } from './acts.ts';

/** The picked chunk and those around it on their Markdown; what two of them hold is underlined. */
export function inText({ state, acts, ask }: Screen): View {
  const { text } = acts;
  const { picked, passage, card } = state;
  if (picked === null)
    return html`<div class="pad">
      ${emptyState(text.say('chunks.pickOne'), text.say('chunks.pickOneWhy'), {
        label: text.say('chunks.pickFirst'),
        run: () => acts.pick(0),
      })}
    </div>`;
  if (passage?.state === 'failed')
    return html`<div class="pad stack">
      ${problemState(passage.problem, { text, ask })}
      <p class="row">
        <button class="btn" @click=${() => acts.act('runSource')}>${text.say('chunks.runSource')}</button>
      </p>
    </div>`;
  if (passage?.state !== 'here' || card?.state !== 'here') return waitingState(text);
  return html`<div class="doc scroll" role="region" tabindex="0" aria-label=${text.say('chunks.onMarkdown')}>
      ${segments(passage.value, card.value, acts)}
    </div>
    <p class="foot">
      <span><span class="sample ck k1">a b c</span> ${text.say('chunks.legendChunk')}</span>
      <span><span class="sample ck ov k1">a b c</span> ${text.say('chunks.legendShared')}</span>
      <span class="sp">${text.say('chunks.keys')}</span>
    </p>`;
}

function segments(passage: ChunkPassage, { at, uri }: ChunkCard, acts: Acts): View[] {
  const points = [...passage.text];
  const seen = new Set<number>();
  return chunkSegments(passage.chunks, passage.from, passage.from + points.length).map(segment => {
    const begins = segment.chunks.filter(chunk => !seen.has(chunk));
    segment.chunks.forEach(chunk => seen.add(chunk));
    const content = points.slice(segment.start - passage.from, segment.end - passage.from).join('');
    return drawSegment({ segment, content, begins }, { passage, at, uri, acts });
  });
}

interface Drawn {
  readonly segment: Segment;
  readonly content: string;
  /** Chunks whose first stretch this is: they show their number. */
  readonly begins: readonly number[];
}

interface Around {
  readonly passage: ChunkPassage;
  /** The picked chunk. */
  readonly at: number;
  readonly uri: string;
  readonly acts: Acts;
}

function drawSegment({ segment, content, begins }: Drawn, { passage, at, uri, acts }: Around): View {
  const last = segment.chunks.at(-1);
  if (last === undefined) return html`<span class="dim">${content}</span>`;
  const go = (to: number) => {
    const chunk = passage.chunks.find(one => one.at === to);
    if (chunk && to !== at) acts.pickChunk({ uri, chunkId: chunk.chunkId }, to - at);
  };
  const isPicked = segment.chunks.includes(at);
  const classes = `ck ${tint(isPicked ? at : last)} ${segment.chunks.length > 1 ? 'ov' : ''} ${isPicked ? 'sel' : ''}`;
  const number = (to: number) =>
    html`<button
      class="no ${tint(to)}"
      aria-current=${to === at ? 'true' : nothing}
      aria-label=${acts.text.say('chunks.number', { n: acts.text.number(to + 1) })}
      @click=${() => go(to)}
    >
      ${acts.text.number(to + 1)}
    </button>`;
  return html`${begins.map(number)}<span class=${classes} @click=${() => go(last)}>${content}</span>`;
}
