import type { ChunkLayout } from '../../src/protocol/table.ts';
import { html, svg, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { shareText } from './figures.ts';

/** Named in the bar; the rest is one piece. */
const MOST_NAMED = 6;

export interface BytesPiece {
  /** Null: all the others. */
  readonly column: string | null;
  readonly bytes: number;
  /** Bytes before it. */
  readonly before: number;
}

/** The largest first, then the others together. */
export function bytesPieces(chunks: readonly Pick<ChunkLayout, 'column' | 'bytes'>[]): BytesPiece[] {
  const byBytes = chunks.filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes);
  // One that is left over is named like the others.
  const named = byBytes.slice(0, byBytes.length === MOST_NAMED + 1 ? MOST_NAMED + 1 : MOST_NAMED);
  const rest = byBytes.slice(named.length).reduce((sum, { bytes }) => sum + bytes, 0);
  const all = [
    ...named.map(({ column, bytes }) => ({ column, bytes })),
    ...(rest > 0 ? [{ column: null, bytes: rest }] : []),
  ];
  let before = 0;
  return all.map(piece => {
    before += piece.bytes;
    return { ...piece, before: before - piece.bytes };
  });
}

/** Where the bytes of a row group are. The list below says the same. */
export function bytesBar(chunks: readonly ChunkLayout[], text: Screen['world']['text']): View {
  const pieces = bytesPieces(chunks);
  const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) return html`<p class="pad dim">${text.say('table.noBytes')}</p>`;
  const percent = (bytes: number) => `${((bytes / total) * 100).toFixed(3)}%`;
  const named = pieces.map(({ column, bytes }, at) => {
    const name = column ?? text.say('table.otherColumns', { n: text.number(chunks.length - pieces.length + 1) });
    return { name, share: shareText(bytes, total, text), colour: column === null ? 'rest' : `k${at % 4}` };
  });
  const label = named.map(({ name, share }) => `${name} ${share}`).join(', ');
  return html`<div class="pad where">
    <svg class="bytes" role="img" aria-label=${text.say('table.whereBytes', { shares: label })}>
      ${pieces.map(({ bytes, before }, at) => {
        const { name, share, colour } = named[at]!;
        return svg`<rect class="piece ${colour}" x=${percent(before)} width=${percent(bytes)} height="100%">
          <title>${name} ${share}</title>
        </rect>`;
      })}
    </svg>
    <ul class="row s legend">
      ${named.map(
        ({ name, share, colour }) =>
          html`<li class="row">
            <svg class="key ${colour}" aria-hidden="true"><rect width="100%" height="100%" class="piece" /></svg>
            <span class="el" title=${name}>${name}</span> <span class="dim n">${share}</span>
          </li>`,
      )}
    </ul>
  </div>`;
}
