import type { Mark } from '../../src/model/found.ts';
import type { SearchHit } from '../../src/protocol/search.ts';
import { html, type View } from '../common/lit.ts';

export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A text with its marks as elements; what it holds is never read as HTML. */
export function markedText({ text, marks }: MarkedText): View[] {
  const parts: View[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return [...parts, html`${text.slice(at)}`];
}

/** UTF-16 units before the first mark that stay in sight, and how much is shown at all. */
const [BEFORE, SHOWN] = [60, 400];

/** The part of a passage that shows why it was found: around its first word of the question. */
export function excerpt({ text, marks }: Pick<SearchHit, 'text' | 'marks'>): MarkedText {
  const first = marks[0]?.[0] ?? 0;
  const from = first < BEFORE * 2 ? 0 : text.indexOf(' ', first - BEFORE) + 1;
  const cut = text.slice(from, from + SHOWN);
  const lead = from > 0 ? '… ' : '';
  const shift = lead.length - from;
  const inside = marks.filter(([start, end]) => start >= from && end <= from + cut.length);
  return {
    text: `${lead}${cut}${from + SHOWN < text.length ? '…' : ''}`,
    marks: inside.map(([start, end]) => [start + shift, end + shift] as const),
  };
}
