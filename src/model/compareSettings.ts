import type { ChunkMethod } from './chunkMethod.ts';

/** One of two ways to prepare the pages of a run. */
export interface CompareSetting {
  readonly method: ChunkMethod;
  readonly chunkSize: number;
  readonly chunkOverlap: number;
  /** `main_content`: what stands around the text is left out. */
  readonly isCleaned: boolean;
}

/** What became of the sentence that answers: in one chunk, cut in two, or not in the text at all. */
export interface ComparedAnswer {
  readonly state: 'whole' | 'cut' | 'gone';
  /** Of the first passage with some of it, from 1; null: not among those that a question brings. */
  readonly rank: number | null;
}

/** Measured over all pages of the run. */
export interface ComparedSide {
  readonly setting: CompareSetting;
  readonly chunks: number;
  /** Of all chunks, shared text twice. */
  readonly tokens: number;
  /** Of the passages that a question brings; a mean. */
  readonly perQuestion: number;
  /** Null while nothing is asked. */
  readonly answer: ComparedAnswer | null;
  /** Questions of the set whose Source is among the passages; null: there is no set. */
  readonly found: number | null;
}

export type Sides<T> = readonly [a: T, b: T];

/** Why one of them is the one to keep, or that neither is. */
export type Verdict =
  | { readonly keep: 0 | 1; readonly because: 'found' | 'answer' | 'rank' | 'cheaper' }
  | { readonly keep: null; readonly because: 'same' };

/** A difference that nobody would pay attention to. */
const SAME_TOKENS = 0.03;

/** Who finds more is kept; then whose answer is whole; then whose answer comes first; then who costs less. */
export function judge(sides: Sides<ComparedSide>): Verdict {
  const measures: readonly (readonly [Exclude<Verdict['because'], 'same'>, (side: ComparedSide) => number])[] = [
    ['found', ({ found }) => found ?? 0],
    ['answer', ({ answer }) => (answer ? ['gone', 'cut', 'whole'].indexOf(answer.state) : 0)],
    ['rank', ({ answer }) => (answer ? 1 / (answer.rank ?? Infinity) : 0)],
    ['cheaper', ({ perQuestion }) => -perQuestion],
  ];
  for (const [because, measure] of measures) {
    const [a, b] = [measure(sides[0]), measure(sides[1])];
    const isNear = because === 'cheaper' && Math.abs(a - b) <= SAME_TOKENS * Math.max(-a, -b);
    if (a !== b && !isNear) return { keep: a > b ? 0 : 1, because };
  }
  return { keep: null, because: 'same' };
}

/** 0.43: it takes so much less; negative: more. */
export const savedTokens = (side: ComparedSide, other: ComparedSide): number =>
  other.perQuestion === 0 ? 0 : 1 - side.perQuestion / other.perQuestion;

/** A stretch of the text that the same chunks hold. */
export interface CompareRow {
  readonly text: string;
  /** Which chunks of each side hold it, from 0. */
  readonly held: Sides<readonly number[]>;
  readonly isAnswer: boolean;
  /** An empty line follows. */
  readonly isEnd: boolean;
  /** In the text of this side alone; null: of both. */
  readonly only: 0 | 1 | null;
  /** What cuts the answer here. */
  readonly cuts: readonly CompareCut[];
}

/** Where the answer is cut: its last words in one chunk, its next ones in another. */
export interface CompareCut {
  readonly side: 0 | 1;
  readonly before: string;
  readonly after: string;
  readonly chunk: number;
  readonly next: number;
}

/** One text between the chunks of both sides. Places are parts of its length, 0 to 1. */
export interface ComparedText {
  readonly rows: readonly CompareRow[];
  readonly places: Sides<readonly (readonly [start: number, end: number])[]>;
  readonly answer: readonly [start: number, end: number] | null;
  /** Text before and after the rows is left out. */
  readonly isCut: boolean;
}

export interface ComparedQuestion {
  readonly question: string;
  readonly ranks: Sides<number | null>;
}

export interface Comparison {
  readonly sides: Sides<ComparedSide>;
  readonly text: ComparedText;
  /** Null: there is no question set. */
  readonly questions: readonly ComparedQuestion[] | null;
  /** The question that the text is looked at with; null: none. */
  readonly question: string | null;
  /** Sentences that may answer it, and which one is taken, from 0. */
  readonly answers: number;
  readonly answerAt: number;
  readonly pages: number;
  /** Pages without a file to read. */
  readonly missing: number;
}

/** Passages that a question brings. */
export const PASSAGES = 5;

/** What is compared with the run's own at first: pieces of less than half its size. */
export function otherSetting(own: CompareSetting): CompareSetting {
  const isSmall = own.chunkSize <= 300;
  return { ...own, chunkSize: isSmall ? 700 : 300, chunkOverlap: isSmall ? 100 : 50 };
}

/** What a thousand questions cost to read, in US dollars. */
export const questionsCost = (perQuestion: number, usdPerMillionTokens: number): number =>
  (1000 * perQuestion * usdPerMillionTokens) / 1_000_000;

/** As an input has it. */
export function settingYaml({ method, chunkSize, chunkOverlap, isCleaned }: CompareSetting): string {
  const lines = ['recursive_chunking_config:', `  chunk_size: ${chunkSize}`, `  chunk_overlap: ${chunkOverlap}`];
  if (method !== 'recursive') lines.push('chunking_config:', `  method: ${method}`);
  if (!isCleaned) lines.push('conversion_config:', '  main_content: false');
  return `${lines.join('\n')}\n`;
}
