/** An examined page in pieces that a screen can take, and as a table for elsewhere. Pure. */
import type { Cleaning, CleaningBlock } from '../model/cleaning.ts';
import { toCsv, toMarkdown } from '../model/plainTable.ts';
import { fail } from '../model/problem.ts';

/** Rows and pieces at a time, characters of a piece, doubtful blocks that are named. */
const [MOST_ROWS, MOST_PIECES, PIECE, MOST_DOUBTS] = [200, 120, 4000, 20];

/** Null: all; `kept`, `doubt`, or a reason. */
type Filter = string | null;

const fits = ({ reason, isDoubtful }: CleaningBlock, filter: Filter): boolean => {
  if (filter === null) return true;
  return filter === 'doubt' ? isDoubtful : (reason ?? 'kept') === filter;
};

export function countCleaning({ blocks, reasons }: Cleaning): { filter: Filter; blocks: number }[] {
  const doubts = blocks.filter(({ isDoubtful }) => isDoubtful).length;
  const kept = blocks.filter(({ reason }) => reason === null).length;
  return [
    { filter: null, blocks: blocks.length },
    { filter: 'kept', blocks: kept },
    ...(doubts > 0 ? [{ filter: 'doubt', blocks: doubts }] : []),
    ...reasons.map(({ reason, blocks: many }) => ({ filter: reason, blocks: many })),
  ];
}

export const doubtfulOf = ({ blocks }: Cleaning): number[] =>
  blocks.flatMap(({ isDoubtful, at }) => (isDoubtful ? [at] : [])).slice(0, MOST_DOUBTS);

export function cleaningRows({ blocks }: Cleaning, filter: Filter, { from, count }: { from: number; count: number }) {
  const chosen = filter === null ? blocks : blocks.filter(block => fits(block, filter));
  const rows = chosen.slice(from, from + Math.min(count, MOST_ROWS));
  return {
    total: chosen.length,
    rows: rows.map(({ at, reason, tag, times, tokens, preview, isDoubtful }) => {
      return { at, reason, tag, times, tokens, preview, isDoubtful };
    }),
  };
}

export function cleaningBlock({ blocks }: Cleaning, at: number): CleaningBlock {
  const block = blocks[at];
  if (!block) throw fail('data', 'cleaning_block_gone', { block: at + 1 });
  return block;
}

export function cleaningPassage({ blocks, markdown }: Cleaning, { from, count }: { from: number; count: number }) {
  const first = Math.max(0, Math.min(from, blocks.length - 1));
  const pieces = blocks.slice(first, first + Math.min(count, MOST_PIECES)).map(block => {
    const text = markdown.slice(block.from, block.to).trim();
    const shown = text.slice(0, PIECE).replace(/[\uD800-\uDBFF]$/, '');
    return { at: block.at, reason: block.reason, tokens: block.tokens, text: shown, isCut: shown.length < text.length };
  });
  return { from: first, total: blocks.length, pieces };
}

interface TableWords {
  /** At, state, reason, element, selector, line, bytes, tokens, tokens in the Markdown, text. */
  readonly columns: readonly string[];
  /** `kept` and each reason. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** One row a block. */
export function cleaningTable({ blocks }: Cleaning, form: 'csv' | 'markdown' | 'json', words: TableWords): string {
  if (form === 'json') return `${JSON.stringify(blocks, null, 2)}\n`;
  const rows = blocks.map(block => [
    block.at + 1,
    words.reasons[block.reason ?? 'kept'] ?? block.reason ?? '',
    ...[block.tag, block.selector, block.line, block.bytes, block.tokens, block.markdownTokens, block.preview],
  ]);
  return form === 'csv' ? toCsv(words.columns, rows) : toMarkdown(words.columns, rows);
}
