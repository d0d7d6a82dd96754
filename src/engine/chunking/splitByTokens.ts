import type { CountTokens } from '../countTokens.ts';
import type { SplitOptions } from '../splitRecursively.ts';
import { isPair, stripped, type Span } from './span.ts';

/** A word with the white space before it; its tokens counted alone. */
interface Word extends Span {
  readonly tokens: number;
}

/** Code points of a word that are counted at once: the tokenizer is quadratic in them. */
const WORD = /\s*\S{1,256}/gu;

/**
 * At most `chunkSize` tokens a chunk, whole words where they fit; neighbours share at most `chunkOverlap` tokens. What a
 * chunk's own text counts is what holds: joined words are tokenized otherwise than each alone. A character of more
 * tokens than the size is a chunk all the same.
 */
export function splitByTokens(text: string, { chunkSize, chunkOverlap }: SplitOptions, count: CountTokens): Span[] {
  const words = wordsOf(text, chunkSize, count);
  const chunks: Span[] = [];
  const spanOf = (first: number, end: number): Span | undefined =>
    stripped(text, { start: words[first]?.start ?? 0, end: words[end - 1]?.end ?? 0 });
  const tokensOf = (span: Span | undefined): number => (span ? count(text.slice(span.start, span.end)) : 0);
  let first = 0;
  let reached = 0;
  while (reached < words.length) {
    const end = windowEnd(words, { first, reached, chunkSize }, one => tokensOf(spanOf(first, one)));
    if (end <= reached) {
      first++;
      continue;
    }
    const chunk = spanOf(first, end);
    if (chunk) chunks.push(chunk);
    reached = end;
    first = shareFrom(words, { first, end, chunkOverlap }, from => tokensOf(spanOf(from, end)));
  }
  return chunks;
}

/** As far as the words alone promise, then back until the whole of them keeps the promise. */
function windowEnd(
  words: readonly Word[],
  { first, reached, chunkSize }: { first: number; reached: number; chunkSize: number },
  tokensTo: (end: number) => number,
): number {
  let end = first;
  for (let tokens = 0; end < words.length; end++) {
    tokens += words[end]?.tokens ?? 0;
    if (tokens > chunkSize && end > first) break;
  }
  while (end > first + 1 && end > reached && tokensTo(end) > chunkSize) end--;
  return end;
}

/** The first word that the next chunk takes over; never the one that this chunk began with. */
function shareFrom(
  words: readonly Word[],
  { first, end, chunkOverlap }: { first: number; end: number; chunkOverlap: number },
  tokensFrom: (from: number) => number,
): number {
  let from = end;
  for (let tokens = 0; from - 1 > first; from--) {
    tokens += words[from - 1]?.tokens ?? 0;
    if (tokens > chunkOverlap) break;
  }
  while (from < end && tokensFrom(from) > chunkOverlap) from++;
  return from;
}

function wordsOf(text: string, chunkSize: number, count: CountTokens): Word[] {
  const words: Word[] = [];
  // Without its end, where white space would be looked through again and again.
  for (const { index, 0: word } of text.trimEnd().matchAll(WORD))
    addParts(text, { start: index, end: index + word.length }, { words, chunkSize, count });
  return words;
}

interface Cutting {
  readonly words: Word[];
  readonly chunkSize: number;
  readonly count: CountTokens;
}

/** A word of more tokens than a chunk takes is halved until it fits. */
function addParts(text: string, { start, end }: Span, cutting: Cutting): void {
  const tokens = cutting.count(text.slice(start, end));
  const half = start + Math.floor((end - start) / 2);
  const middle = half > start && isPair(text, half - 1) ? half + 1 : half;
  if (tokens <= cutting.chunkSize || middle <= start || middle >= end) {
    cutting.words.push({ start, end, tokens });
    return;
  }
  addParts(text, { start, end: middle }, cutting);
  addParts(text, { start: middle, end }, cutting);
}
