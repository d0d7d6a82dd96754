import { costOf } from './prices.ts';

/** Why a block of a page is not in its Markdown: a reason of `Removal`, or `embedded` (a drawing, a frame, a template). */
export interface CleaningWhy {
  /** element, role, name, hidden, line, outside, script, style, embedded: what the cleaning went by. */
  readonly by: string;
  /** The tag, the role, or the class or id that said so; empty for the others. */
  readonly word: string;
}

/** A part of a page, as cleaning saw it. Offsets are UTF-16 units, lines and columns 1-based. */
export interface CleaningBlock {
  /** Order in the page, from 0. */
  readonly at: number;
  /** null: kept. */
  readonly reason: string | null;
  /** `h2`, `table`; `text` where it stands in no element of its own. */
  readonly tag: string;
  /** How many of the same stand there in a row: scripts and styles are told together. */
  readonly times: number;
  readonly selector: string;
  readonly line: number;
  readonly column: number;
  /** Of its HTML, in UTF-8. */
  readonly bytes: number;
  /** Of its HTML. */
  readonly tokens: number;
  /** Of its Markdown; 0 when it was removed. */
  readonly markdownTokens: number;
  /** Its text in one line, at most 160 characters. */
  readonly preview: string;
  readonly words: number;
  readonly sentences: number;
  readonly links: number;
  /** Part of its text that is in links, 0 to 1. */
  readonly linkShare: number;
  readonly why: CleaningWhy | null;
  /** Removed, and reads like text: whole sentences, few links. */
  readonly isDoubtful: boolean;
  /** Whether `keep` in the settings can bring it back: what the scan leaves out never can. */
  readonly canKeep: boolean;
  /** Its place in the Markdown; of a removed one both ends are where it was. */
  readonly from: number;
  readonly to: number;
}

export interface ReasonWeight {
  readonly reason: string;
  readonly blocks: number;
  readonly tokens: number;
}

export interface Weight {
  /** UTF-8. */
  readonly bytes: number;
  /** cl100k_base. */
  readonly tokens: number;
}

export interface BeforeAfter {
  readonly before: Weight;
  readonly after: Weight;
}

/** One page through cleaning. */
export interface Cleaning extends BeforeAfter {
  readonly title: string;
  readonly markdown: string;
  /** In page order. */
  readonly blocks: readonly CleaningBlock[];
  /** Tokens of what was removed, heaviest first. */
  readonly reasons: readonly ReasonWeight[];
  /** Tokens that are neither text nor a removed block: tags, attributes, comments, the page's head. */
  readonly markup: number;
}

/** 0 to 1: the part of the tokens that is gone. */
export const savedShare = ({ before, after }: BeforeAfter): number =>
  before.tokens === 0 ? 0 : Math.max(0, 1 - after.tokens / before.tokens);

export const sumOf = (parts: readonly BeforeAfter[]): BeforeAfter => ({
  before: parts.map(({ before }) => before).reduce(addWeight, NOTHING),
  after: parts.map(({ after }) => after).reduce(addWeight, NOTHING),
});

const NOTHING: Weight = { bytes: 0, tokens: 0 };

const addWeight = (a: Weight, b: Weight): Weight => ({ bytes: a.bytes + b.bytes, tokens: a.tokens + b.tokens });

/** What it costs to read so many pages with a question, before and after, in US dollars. */
export interface ReadingCost {
  readonly before: number;
  readonly after: number;
}

/** How many pages a question usually brings along. */
export const PAGES_READ = 5;

/** `pages`: each as long as this one. */
export const readingCost = (
  { before, after }: BeforeAfter,
  usdPerMillionTokens: number,
  pages = PAGES_READ,
): ReadingCost => ({
  before: costOf(before.tokens * pages, usdPerMillionTokens) ?? 0,
  after: costOf(after.tokens * pages, usdPerMillionTokens) ?? 0,
});

/** One page of a run in its total. */
export interface PageWeight extends BeforeAfter {
  readonly uri: string;
  readonly title: string;
}

/** Of all pages of a run that have both files. */
export interface CleaningTotals extends BeforeAfter {
  /** Heaviest loss first; at most a thousand. */
  readonly pages: readonly PageWeight[];
  /** All that were weighed. */
  readonly counted: number;
  /** Pages that lack one of the two: not scraped or not converted yet, or the file is gone. */
  readonly missing: number;
}
