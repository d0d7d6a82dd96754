import { findHeadings, type Heading } from '../findHeadings.ts';
import type { SplitOptions } from '../splitRecursively.ts';
import { countCodePoints, measured, stripped, type Span } from './span.ts';
import { cutSpan } from './splitAtSentences.ts';

/** A chunk below this share of the size is too small to stand alone: it takes in the section after it. */
const SMALL = 1 / 4;

/**
 * A section with all that stands under its heading is one chunk where it fits; else its own text is one, and so is each
 * section under it. A text without a heading inside that is still too long is cut as `splitRecursively` does, with its
 * overlap; sections share nothing.
 */
export function splitAtHeadings(text: string, options: SplitOptions): Span[] {
  const { chunkSize } = options;
  const whole = measured(text);
  const lengthOf = (span: Span): number => {
    const bare = stripped(text, span);
    return bare ? countCodePoints(whole, bare) : 0;
  };
  const chunks: Span[] = [];
  let held: Span = { start: 0, end: 0 };
  const release = (): void => {
    const bare = stripped(text, held);
    if (bare) chunks.push(...(lengthOf(bare) <= chunkSize ? [bare] : cutSpan(text, bare, options)));
  };
  for (const section of sectionsOf(text, span => lengthOf(span) <= chunkSize)) {
    const joined = { start: held.start, end: section.end };
    const isSmall = lengthOf(held) < chunkSize * SMALL;
    if (isSmall && (lengthOf(held) === 0 || lengthOf(joined) <= chunkSize)) {
      held = joined;
      continue;
    }
    release();
    held = section;
  }
  release();
  return chunks;
}

/** What stands before the first heading, then whole sections that fit, and of the others the text up to the next heading. */
function* sectionsOf(text: string, fits: (span: Span) => boolean): Generator<Span> {
  const headings = findHeadings(text);
  const ends = endsOf(headings, text.length);
  yield { start: 0, end: headings[0]?.start ?? text.length };
  let covered = 0;
  for (const [at, { start }] of headings.entries()) {
    if (start < covered) continue;
    const section = { start, end: ends[at] ?? text.length };
    const chosen = fits(section) ? section : { start, end: headings[at + 1]?.start ?? text.length };
    covered = chosen.end;
    yield chosen;
  }
}

/** Where each section ends: at the next heading of its level or above. */
function endsOf(headings: readonly Heading[], length: number): number[] {
  const ends: number[] = headings.map(() => length);
  const open: number[] = [];
  for (const [at, { start, level }] of headings.entries()) {
    while (open.length > 0 && (headings[open.at(-1) ?? 0]?.level ?? 0) >= level) ends[open.pop() ?? 0] = start;
    open.push(at);
  }
  return ends;
}
