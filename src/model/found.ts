import type { Filter } from './filter.ts';
import type { QuestionScore } from './retrieval.ts';

/** From where to where in a text, in UTF-16 units. */
export type Mark = readonly [start: number, end: number];

/** How a search ranks. */
export interface Ranking {
  /** How many results at most. */
  readonly k: number;
  /** How much the cosine counts beside the words; absent: VECTOR_WEIGHT. */
  readonly weight?: number | undefined;
  readonly filter?: Filter | undefined;
  /** How much of the share of its links a passage loses, 0 to 1; absent: all of it. */
  readonly linkPenalty?: number | undefined;
  /** Maximal marginal relevance with this lambda, 0 to 1; absent: by score alone. */
  readonly lambda?: number | undefined;
}

/** A word of the question, and in how many chunks of the collection it stands. */
export interface AskedWord {
  readonly word: string;
  readonly chunks: number;
}

/** What a word of the question gave to a chunk's words score. */
export interface WordShare {
  readonly word: string;
  readonly score: number;
}

/** A question, and the Sources that answer it: whole addresses, or paths alone, which hold on any host. */
export interface ExpectedAnswer {
  readonly question: string;
  readonly expected: readonly string[];
}

export interface EvaluatedQuestion extends ExpectedAnswer, QuestionScore {
  /** The first chunk's Source: what was found instead, where nothing expected was. */
  readonly first: string | null;
}

export interface Evaluation {
  readonly k: number;
  /** Mean share of the expected Sources among the first k chunks. */
  readonly recallAtK: number;
  /** Mean of 1 / rank of the first expected one. */
  readonly mrr: number;
  readonly questions: readonly EvaluatedQuestion[];
  /** What made the collection's vectors; null when there is no such collection. */
  readonly model: string | null;
  /** The collections of this index, when the one asked for is not among them. */
  readonly collections?: readonly string[];
}

export interface ProjectedChunk {
  readonly chunkId: string;
  readonly uri: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly x: number;
  readonly y: number;
  /** With the question, -1 to 1; null without one. */
  readonly cosine: number | null;
}

export interface Projection {
  /** Nearest to the question first; without one in the order of the collection. */
  readonly points: readonly ProjectedChunk[];
  readonly question: { readonly x: number; readonly y: number } | null;
  /** Chunks of the collection; more than `points` when these are a sample. */
  readonly total: number;
  /** Share of the variance that the plane shows, 0 to 1. */
  readonly variance: number;
  readonly seed: number;
}

/** What one answer of a chat model took. */
export interface ChatUsage {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** US dollars; null when nobody knows the price. */
  readonly cost: number | null;
}

export interface Citation {
  /** As the answer writes it: the rank of a passage. */
  readonly number: number;
  readonly uri: string;
  readonly title: string;
  readonly chunkId: string;
  readonly start: number;
  readonly end: number;
}

/** What a chat model wrote, held against the passages that it was given. */
export interface WrittenAnswer {
  /** Null where no chat model is configured, or nothing was found to answer from. */
  readonly answer: string | null;
  readonly citations: readonly Citation[];
  /** Numbers in the answer that no passage has. */
  readonly invented: readonly number[];
  readonly chatModel: string | null;
  readonly usage: ChatUsage | null;
  /** It ends before its end. */
  readonly cut?: boolean;
}
