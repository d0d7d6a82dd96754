import { loadSplitter, type ChunkOptions, type Split } from './chunking/loadSplitter.ts';
import { loadTokenCounter } from './countTokens.ts';
import { findHeadings, type Heading } from './findHeadings.ts';
import { splitRecursively, type SplitOptions } from './splitRecursively.ts';

/** A slice of a Markdown text; `start` and `end` are code points, end exclusive. */
export interface MarkdownPiece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The headings over its first character, outermost first, its own included when it begins with one. */
  readonly headingPath: readonly string[];
}

export interface MarkdownChunk extends MarkdownPiece {
  /** As OpenAI's embedding models count them. */
  readonly tokens: number;
}

/** `splitMarkdown` and the tokens of each piece. */
export async function chunkMarkdown(markdown: string, options: ChunkOptions): Promise<MarkdownChunk[]> {
  const [countTokens, split] = await Promise.all([loadTokenCounter(), loadSplitter(options)]);
  return placePieces(markdown, split).map(piece => ({ ...piece, tokens: countTokens(piece.text) }));
}

/** The recursive splitting alone, without what it costs to load and run a tokenizer. */
export const splitMarkdown = (markdown: string, options: SplitOptions): MarkdownPiece[] =>
  placePieces(markdown, text => splitRecursively(text, options));

export function placePieces(markdown: string, split: Split): MarkdownPiece[] {
  const headings = findHeadings(markdown);
  const codePointsAt = codePointCounter(markdown);
  let path: readonly Heading[] = [];
  let next = 0;
  return split(markdown).map(({ start, end }) => {
    for (let heading = headings[next]; heading !== undefined && heading.start <= start; heading = headings[++next]) {
      const { level } = heading;
      path = [...path.filter(above => above.level < level), heading];
    }
    return {
      text: markdown.slice(start, end),
      start: codePointsAt(start),
      end: codePointsAt(end),
      headingPath: path.map(heading => heading.title).filter(title => title !== ''),
    };
  });
}

/** Turns UTF-16 places into code points; asked in nearly ascending order, it walks on from the last answer. */
function codePointCounter(text: string): (place: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return place => place;
  let last = 0;
  let count = 0;
  return place => {
    for (; last < place; last++) if (!isLowSurrogate(text, last)) count++;
    for (; last > place; last--) if (!isLowSurrogate(text, last - 1)) count--;
    return count;
  };
}

/** The second half of a character beyond U+FFFF: no code point of its own. */
function isLowSurrogate(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
}
