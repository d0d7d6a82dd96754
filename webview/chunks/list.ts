import type { ChunkRow, SimilarChunk } from '../../src/model/chunkView.ts';
import type { Text } from '../../src/model/speech.ts';
import { arrowLeftIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { inSight } from '../common/sight.ts';
import { virtualRows } from '../common/virtualRows.ts';
import { tint, type Acts, type Screen } from './acts.ts';
import type { Similar, State } from './state.ts';

/** The chunks of the scope; or, until the reader goes back, those that are like one. */
export function list(screen: Screen): View {
  const { state, acts } = screen;
  const { rows, sight, rowHeight, place } = state;
  if (state.similar !== null) return similar(state.similar, screen);
  const [first, last] = inSight(sight, rowHeight);
  const isSource = state.subject.state === 'here' && state.subject.value.scope?.uri !== null;
  return virtualRows({
    ...lookOf(state, acts),
    label: acts.text.say('chunks.title'),
    from: rows?.drawable(first, last) ?? first,
    count: rows?.total ?? 0,
    picked: place ?? -1,
    pick: acts.pick,
    press: onEscape(acts.leave),
    open: at => {
      if (at !== state.place) acts.pick(at);
      acts.open();
    },
    draw: at => {
      const row = rows?.at(at);
      return row ? drawRow(row, at, { text: acts.text, title: !isSource }) : blankRow(at, acts.text);
    },
  });
}

function similar({ of, found }: Similar, { state, acts, ask }: Screen): View {
  const { text } = acts;
  const back = html`<p class="back row">
    <button class="tool" @click=${acts.backToList}>${arrowLeftIcon}${text.say('chunks.back')}</button>
    <span>${text.say('chunks.similarTo', { n: text.number(of.at + 1), title: of.title || of.uri })}</span>
  </p>`;
  if (found.state === 'waiting') return html`${back}${waitingState(text)}`;
  if (found.state === 'failed')
    return html`${back}
      <div class="pad">${problemState(found.problem, { text, ask, retry: acts.findSimilar })}</div>`;
  if (found.value.length === 0)
    return html`${back}
      <div class="pad">${emptyState(text.say('chunks.noSimilar'), text.say('chunks.noSimilarWhy'))}</div>`;
  const picked = found.value.findIndex(({ chunkId }) => chunkId === state.picked?.chunkId);
  const pick = (at: number) => {
    const hit = found.value[at];
    if (hit) acts.pickChunk({ uri: hit.uri, chunkId: hit.chunkId }, null);
  };
  return html`${back}
  ${virtualRows({
    ...lookOf(state, acts),
    label: text.say('chunks.similar'),
    ...{ count: found.value.length, picked, pick },
    press: onEscape(acts.backToList),
    open: at => {
      pick(at);
      acts.open();
    },
    draw: at => {
      const hit = found.value[at];
      return hit ? drawRow(hit, at, { text, title: true, hit }) : blankRow(at, text);
    },
  })}`;
}

const lookOf = ({ sight, rowHeight }: State, { seen }: Acts) =>
  ({ id: 'row', roles: ['listbox', 'option'], rowPx: rowHeight, sight, seen }) as const;

const onEscape = (run: () => void) => (event: KeyboardEvent) => {
  if (event.key === 'Escape') run();
};

interface RowLook {
  readonly text: Text;
  /** Rows of several pages name theirs. */
  readonly title: boolean;
  readonly hit?: SimilarChunk;
}

function drawRow(row: ChunkRow, at: number, { text, title, hit }: RowLook): View {
  const place = `${text.number(row.start)}–${text.number(row.end)}`;
  const heading = row.headingPath.at(-1) ?? '';
  const page = row.title || row.uri;
  return html`<span class="sw ${title ? '' : tint(at)}">${text.number(at + 1)}</span>
    <span class="what">
      <span class="el">${row.beginning}</span>
      <span class="el dim s">
        ${hit ? html`<span class="b">${cosineText(hit.cosine, text)}</span> · ` : nothing}
        ${title ? html`${page} · ` : nothing}<span class="range"
          ><span class="vh">${text.say('chunks.place')} </span>${place} · </span
        >${text.count('chunks.tokens', row.tokens)}${heading && heading !== page ? html` · ${heading}` : nothing}
      </span>
    </span>`;
}

const blankRow = (at: number, text: Text): View =>
  html`<span class="sw">${text.number(at + 1)}</span><span class="what dim blank">…</span>`;

export const cosineText = (cosine: number, text: Text): string =>
  new Intl.NumberFormat(text.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(cosine);
