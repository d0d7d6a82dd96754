import { packPieces } from './chunking/packPieces.ts';
import { countCodePoints, isPair, measured, stripped, type MeasuredText, type Span } from './chunking/span.ts';

/**
 * Python LangChain's RecursiveCharacterTextSplitter (langchain-text-splitters 1.1.3: default separators, separator kept
 * at the start of a piece, white space stripped), character for character, with the place of every chunk kept.
 *
 * A chunk of LangChain is always a slice of the text, because separators are kept and pieces joined with nothing: so
 * this works on places alone and cuts no intermediate strings. LangChain's own JavaScript port measures UTF-16 units and
 * cuts emoji in two; this one counts code points, as Python does.
 */
export interface SplitOptions {
  /** Code points, ≥ 1. */
  readonly chunkSize: number;
  /** Code points, 0 ≤ overlap ≤ size. */
  readonly chunkOverlap: number;
}

/** A span and its length in code points. */
interface Piece extends Span {
  readonly length: number;
}

interface Splitting extends SplitOptions, MeasuredText {
  readonly chunks: Span[];
}

/** From the coarsest to the finest; where none is found, characters are cut apart. */
const SEPARATORS = ['\n\n', '\n', ' '] as const;

export function splitRecursively(text: string, options: SplitOptions): Span[] {
  const splitting: Splitting = { ...options, ...measured(text), chunks: [] };
  if (text !== '') splitSpan(splitting, { start: 0, end: text.length }, 0);
  return splitting.chunks;
}

/** Splits by the first separator from `level` on that the span holds; pieces that are still too long go one level down. */
function splitSpan(splitting: Splitting, span: Span, level: number): void {
  // A slice shares its parent's memory and bounds the search: searching on to the end of the text is quadratic.
  const inside = splitting.text.slice(span.start, span.end);
  const found = SEPARATORS.findIndex((separator, index) => index >= level && inside.includes(separator));
  const separator = SEPARATORS[found];
  if (separator === undefined) return splitCharacters(splitting, span);
  let fitting: Piece[] = [];
  for (const piece of cutBefore(inside, separator, span.start)) {
    const length = countCodePoints(splitting, piece);
    if (length < splitting.chunkSize) {
      fitting.push({ ...piece, length });
      continue;
    }
    mergePieces(splitting, fitting);
    fitting = [];
    splitSpan(splitting, piece, found + 1);
  }
  mergePieces(splitting, fitting);
}

/** Pieces that begin where a separator begins; the first one may lack it. */
function* cutBefore(inside: string, separator: string, offset: number): Generator<Span> {
  let start = 0;
  let cut = inside.indexOf(separator);
  while (cut >= 0) {
    if (cut > start) yield { start: offset + start, end: offset + cut };
    start = cut;
    cut = inside.indexOf(separator, cut + separator.length);
  }
  yield { start: offset + start, end: offset + inside.length };
}

/** Joins neighbours into chunks of at most `chunkSize`; each takes over at most `chunkOverlap` of the one before. */
function mergePieces(splitting: Splitting, pieces: readonly Piece[]): void {
  packPieces(pieces, splitting, (first, end) => addChunk(splitting, at(pieces, first).start, at(pieces, end - 1).end));
}

/**
 * What merging one-character pieces comes to, without making them: a window that slides by size - overlap.
 * A size of 1 is Python's odd case: no piece is below the size, so each character is a chunk as it stands, blank or not.
 */
function splitCharacters(splitting: Splitting, span: Span): void {
  const { chunkSize, chunkOverlap } = splitting;
  const { count, place } = codePointPlaces(splitting, span);
  if (chunkSize === 1) {
    for (let i = 0; i < count; i++) splitting.chunks.push({ start: place(i), end: place(i + 1) });
    return;
  }
  // An overlap as large as the size would never advance: Python drops one character then.
  const step = Math.max(1, chunkSize - chunkOverlap);
  for (let from = 0; ; from += step) {
    const to = Math.min(from + chunkSize, count);
    addChunk(splitting, place(from), place(to));
    if (to === count) return;
  }
}

/** Where the i-th code point of a span begins, in UTF-16 units of the whole text. */
function codePointPlaces({ text, astral }: Splitting, span: Span): { count: number; place: (i: number) => number } {
  if (!astral) return { count: span.end - span.start, place: i => span.start + i };
  const places: number[] = [];
  for (let i = span.start; i < span.end; i += isPair(text, i) ? 2 : 1) places.push(i);
  return { count: places.length, place: i => places[i] ?? span.end };
}

/** A blank chunk is none. */
function addChunk({ text, chunks }: Splitting, start: number, end: number): void {
  const chunk = stripped(text, { start, end });
  if (chunk) chunks.push(chunk);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
