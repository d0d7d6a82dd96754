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

/** A slice of the text in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span and its length in code points. */
interface Piece extends Span {
  readonly length: number;
}

interface Splitting extends SplitOptions {
  readonly text: string;
  /** Whether code points and UTF-16 units may differ. */
  readonly astral: boolean;
  readonly chunks: Span[];
}

/** From the coarsest to the finest; where none is found, characters are cut apart. */
const SEPARATORS = ['\n\n', '\n', ' '] as const;

export function splitRecursively(text: string, options: SplitOptions): Span[] {
  const splitting: Splitting = { ...options, text, astral: /[\ud800-\udbff]/.test(text), chunks: [] };
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
  const { chunkSize, chunkOverlap } = splitting;
  let first = 0;
  let total = 0;
  pieces.forEach((piece, index) => {
    if (total + piece.length > chunkSize && index > first) {
      addChunk(splitting, at(pieces, first).start, piece.start);
      while (total > chunkOverlap || (total + piece.length > chunkSize && total > 0)) {
        total -= at(pieces, first).length;
        first++;
      }
    }
    total += piece.length;
  });
  if (pieces.length > first) addChunk(splitting, at(pieces, first).start, at(pieces, pieces.length - 1).end);
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

function countCodePoints({ text, astral }: Splitting, { start, end }: Span): number {
  if (!astral) return end - start;
  let count = 0;
  for (let i = start; i < end; i += isPair(text, i) ? 2 : 1) count++;
  return count;
}

function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

/** Strips as Python's `str.strip` does; a blank chunk is none. */
function addChunk({ text, chunks }: Splitting, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && isPythonSpace(text.charCodeAt(start))) start++;
  while (end > start && isPythonSpace(text.charCodeAt(end - 1))) end--;
  if (end > start) chunks.push({ start, end });
}

/** `str.isspace` of Python: JavaScript's white space without U+FEFF, with U+001C–1F and U+0085. */
function isPythonSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
