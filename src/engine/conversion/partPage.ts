/** All parts of a traced page in page order: the blocks that were cleaned, and what the scan left out before. */
import type { CleaningBlock } from '../../model/cleaning.ts';
import { createPlaces, withoutHoles, type Piece } from './blockSpans.ts';
import type { Traced } from './cleaningTrace.ts';
import { cut, describeText, selectorOf, whyOf, type BlockText } from './describeBlock.ts';
import type { FoundBlock } from './findBlocks.ts';
import { isElement } from './measureText.ts';
import type { PageTree } from './pageTree.ts';
import { namedReason } from './pruneBoilerplate.ts';
import { letters } from './titleText.ts';

type Weighed = 'at' | 'line' | 'column' | 'bytes' | 'tokens' | 'markdownTokens' | 'from' | 'to';

export type Part = Omit<CleaningBlock, Weighed> & {
  readonly start: number;
  /** What it weighs: without the blocks in it that are told by themselves. */
  readonly pieces: readonly Piece[];
  /** Index of its sign in the Markdown; null for what the scan left out. */
  readonly sign: number | null;
  readonly isTitle: boolean;
};

export function partPage(trace: Traced, source: string, title: string): Part[] {
  const found = withTitle(foundParts(trace, source), title);
  return joinAlike([...found, ...leftOutParts(trace, found, source)].sort((a, b) => a.start - b.start));
}

/** Reasons that take away what nobody reads, or what is known to be made of sentences. */
const SURE = new Set('script style embedded cookie_banner newsletter comments form footer share'.split(' '));
const FEWEST_WORDS = 6;
const FEW_LINKS = { share: 0.25, words: 12 };

function foundParts(trace: Traced, source: string): Part[] {
  const result = trace.result();
  if (!result) return [];
  const { tree, blocks } = result;
  const { spanOf } = createPlaces(tree, trace.spans, source);
  return blocks.map((block, sign): Part => {
    const text = describeText(tree, block);
    const { reason, element } = block;
    const span = spanOf(block);
    const inside: Piece[] = [];
    for (let next = sign + 1; reason === null && (blocks[next]?.first ?? Infinity) < block.end; next++) {
      const inner = blocks[next];
      if (inner) inside.push(spanOf(inner));
    }
    return {
      ...{ reason, ...text, sign, times: 1, start: span[0], pieces: withoutHoles(span, inside) },
      ...{ isTitle: false, canKeep: reason !== null },
      tag: element === null ? 'text' : (tree.nodes[element]?.name.toLowerCase() ?? ''),
      selector: selectorOf(tree, element ?? tree.nodes[block.first]?.parent ?? 0),
      why: whyOf(tree, block),
      isDoubtful: reason !== null && !isSure(tree, block) && readsLikeText(text),
    };
  });
}

const isSure = ({ nodes }: PageTree, { reason, first, element }: FoundBlock): boolean => {
  const node = nodes[element ?? first]?.node;
  const named = node && isElement(node) ? namedReason(node)?.reason : undefined;
  return SURE.has(reason ?? '') || (named !== undefined && SURE.has(named));
};

const readsLikeText = ({ sentences, words, links, linkShare }: BlockText): boolean =>
  sentences > 0 &&
  words >= FEWEST_WORDS &&
  linkShare <= FEW_LINKS.share &&
  links <= Math.max(1, words / FEW_LINKS.words);

/** The heading that says the title is its first line, wherever it stood: taken out of the article, or beside it. */
function withTitle(parts: readonly Part[], title: string): Part[] {
  const wanted = letters(title);
  const isSame = ({ preview }: Part) => wanted !== '' && letters(preview) === wanted;
  const said = parts.find(part => part.reason === null && /^h[12]$/.test(part.tag) && isSame(part));
  const chosen = said ?? parts.find(part => part.reason === 'outside_main' && isSame(part));
  const kept = { reason: null, why: null, isDoubtful: false, canKeep: false, isTitle: true };
  return parts.map(part => (part === chosen ? { ...part, ...kept } : part));
}

/** Characters of a script that a preview may need. */
const BEGINNING = 400;

/** Scripts, styles, drawings: they never became a part of the page that was cleaned. */
function leftOutParts({ spans }: Traced, found: readonly Part[], source: string): Part[] {
  const isInside = insideOf(found.flatMap(({ pieces }) => pieces));
  return spans.leftOut.flatMap(({ name, start, end }): Part[] => {
    if (isInside(start)) return [];
    const reason = name === 'script' || name === 'style' ? name : 'embedded';
    const text = source.slice(source.indexOf('>', start) + 1, end).slice(0, BEGINNING);
    return [
      {
        ...{ reason, tag: name, selector: name, sign: null, times: 1, start, pieces: [[start, end]] },
        ...{ words: 0, sentences: 0, links: 0, linkShare: 0, why: { by: reason, word: name } },
        ...{ isTitle: false, canKeep: false, isDoubtful: false },
        preview: cut(
          text
            .replace(/<[^>]*>?/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        ),
      },
    ];
  });
}

/** Pieces may hold others, so the furthest end counts among those that begin before. */
function insideOf(pieces: readonly Piece[]): (at: number) => boolean {
  const sorted = [...pieces].sort((a, b) => a[0] - b[0]);
  let furthest = 0;
  const ends = sorted.map(([, end]) => (furthest = Math.max(furthest, end)));
  return at => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.[0] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return (ends[low - 1] ?? 0) > at;
  };
}

/** Seven scripts in a row are one line of a list. */
function joinAlike(parts: readonly Part[]): Part[] {
  const joined: { part: Part; pieces: Piece[]; times: number }[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && part.sign === null && last.part.sign === null && last.part.tag === part.tag) {
      last.pieces.push(...part.pieces);
      last.times += 1;
    } else joined.push({ part, pieces: [...part.pieces], times: 1 });
  }
  return joined.map(({ part, pieces, times }) => ({ ...part, pieces, times }));
}
