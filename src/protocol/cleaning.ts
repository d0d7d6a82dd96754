import type { BeforeAfter, CleaningBlock, CleaningTotals, PageWeight, ReasonWeight } from '../model/cleaning.ts';
import type { ReadingPrice } from '../model/prices.ts';

type Nothing = Record<string, never>;

/** A page of a run. */
export interface CleanedPage {
  /** Absolute. */
  readonly workDir: string;
  readonly runId: string;
  readonly uri: string;
}

/** Kept ones are the reason `kept`, doubtful ones `doubt`; null: all. */
export type CleaningFilter = string | null;

export interface CleaningCount {
  readonly filter: CleaningFilter;
  readonly blocks: number;
}

/** What the page says first. */
export interface CleaningSummary extends BeforeAfter {
  readonly title: string;
  readonly blocks: number;
  readonly reasons: readonly ReasonWeight[];
  readonly markup: number;
  /** Tokens of the heaviest block. */
  readonly heaviest: number;
  /** Indexes of blocks that were removed and read like text; the first few. */
  readonly doubtful: readonly number[];
  readonly counts: readonly CleaningCount[];
  /** Whether the run cleaned at all: `main_content`. */
  readonly isOn: boolean;
  /** Whether the Markdown of the run is what the conversion makes today. */
  readonly isSame: boolean;
}

export type CleaningRow = Pick<CleaningBlock, 'at' | 'reason' | 'tag' | 'times' | 'tokens' | 'preview' | 'isDoubtful'>;

export interface CleaningRows {
  readonly total: number;
  readonly rows: readonly CleaningRow[];
}

/** A stretch of the Markdown: what a kept block gave, or the place of a removed one. */
export interface CleaningPiece {
  readonly at: number;
  readonly reason: string | null;
  readonly tokens: number;
  /** Empty of a removed one. */
  readonly text: string;
  readonly isCut: boolean;
}

export interface CleaningPassage {
  readonly from: number;
  readonly total: number;
  readonly pieces: readonly CleaningPiece[];
}

/** What the page would weigh if a block were kept. */
export interface CleaningEffect {
  /** Tokens of the Markdown, now and then. */
  readonly before: number;
  readonly after: number;
}

export type CleaningForm = 'csv' | 'markdown' | 'json';

/** What the engine process answers. `id` is the asker's own: `stopCleaning` ends what runs under it. */
export type CleaningVerbs = {
  /** Examines the page in a thread of its own; progress is told. Data `no_html`, `nothing_converted`, `run_gone`; usage `cleaning_stopped`. */
  openCleaning(p: CleanedPage & { id: string }): CleaningSummary;
  stopCleaning(p: { id: string }): void;
  /** At most 200 rows. */
  cleaningRows(p: CleanedPage & { filter: CleaningFilter; from: number; count: number }): CleaningRows;
  cleaningBlock(p: CleanedPage & { at: number }): CleaningBlock;
  /** The Markdown around a block: at most 120 pieces, of 4,000 characters each. */
  cleaningPassage(p: CleanedPage & { from: number; count: number }): CleaningPassage;
  /** As if this selector were kept; null: the whole page. */
  cleaningEffect(p: CleanedPage & { keep: string | null }): CleaningEffect;
  /** The Markdown, cleaned or whole. */
  cleaningText(p: CleanedPage & { whole: boolean }): string;
  /** The files, absolute; null where there is none. */
  cleaningFiles(p: CleanedPage): { html: string | null; markdown: string | null };
  /** The list of blocks, as a text. `columns`: its headings; `reasons`: words for the wire's names. */
  cleaningTable(p: CleanedPage & { form: CleaningForm } & CleaningWords): string;
  /** Of all pages of a run; progress is told. */
  cleaningTotals(p: { workDir: string; runId: string; id: string }): CleaningTotals;
};

export interface CleaningWords {
  readonly columns: readonly string[];
  readonly reasons: Readonly<Record<string, string>>;
}

export type CleaningGuestVerbs = {
  /** Blocks that are weighed, or pages of a run. */
  cleaningMoved(p: { id: string; done: number; total: number }): void;
};

/** What the page is about. */
export type CleaningSubject = CleanedPage & { readonly title: string | null };

export type CleaningView = CleaningSummary & { readonly uri: string; readonly price: ReadingPrice };

/** What the page may ask. */
export type CleaningHostVerbs = {
  open(p: Nothing): CleaningView;
  stop(p: Nothing): void;
  rows(p: { filter: CleaningFilter; from: number; count: number }): CleaningRows;
  block(p: { at: number }): CleaningBlock;
  passage(p: { from: number; count: number }): CleaningPassage;
  effect(p: { keep: string | null }): CleaningEffect;
  totals(p: Nothing): CleaningTotals;
  /** In the HTML, at its line. */
  openHtml(p: { line: number; column: number }): void;
  openMarkdown(p: Nothing): void;
  /** Cleaned and whole side by side. */
  compare(p: Nothing): void;
  /** Another page of the run. */
  showPage(p: { uri: string }): void;
  /** Runs the page again with this kept; null: nothing is cleaned. */
  runWith(p: { keep: string | null }): void;
  openInput(p: Nothing): void;
  openPrices(p: { what: 'table' | 'setting' }): void;
  copy(p: { text: string }): void;
  copyTable(p: { form: CleaningForm }): void;
  saveTable(p: { form: CleaningForm }): void;
  copyTotals(p: { form: CleaningForm; pages: readonly PageWeight[] }): void;
  runSource(p: Nothing): void;
};

export type CleaningPageVerbs = {
  moved(p: { done: number; total: number }): void;
  /** The price was set anew. */
  changed(p: Nothing): void;
};
