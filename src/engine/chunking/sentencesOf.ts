import type { Span } from './span.ts';

/**
 * Sentences by Unicode's rules (UAX 29) as the runtime's Intl.Segmenter knows them. One language for all texts: a chunk
 * must not depend on the machine's. English and French differ in no rule.
 */
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Blank lines end a sentence, whatever stands before them. */
const PARAGRAPH = /(?:\r?\n[ \t]*){2,}/g;
/** A line that goes on in the next one; Unicode's rules would end a sentence there. Blocks of Markdown begin otherwise. */
const GOES_ON = /\r?\n(?=[\p{L}\p{Lm}«“‘"'([])/gu;
/** `2.` before an item of a list. */
const MARKER = /^\s*\d{1,9}[.)]\s*$/;

/** In order, each with the white space after it; together they are the whole text. */
export function* sentencesOf(text: string): Generator<Span> {
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(PARAGRAPH)) {
    yield* inParagraph(text, { start, end: index }, index + gap.length);
    start = index + gap.length;
  }
  yield* inParagraph(text, { start, end: text.length }, text.length);
}

/** `after`: where the white space ends that belongs to its last sentence. */
function* inParagraph(text: string, { start, end }: Span, after: number): Generator<Span> {
  // As long as before: places stay what they are.
  const line = text.slice(start, end).replace(GOES_ON, broken => ' '.repeat(broken.length));
  let from = start;
  for (const { segment, index } of SEGMENTER.segment(line)) {
    const to = start + index + segment.length;
    if (to === end || MARKER.test(segment)) continue;
    yield { start: from, end: to };
    from = to;
  }
  if (from < after) yield { start: from, end: after };
}
