import type { AskedWord, Evaluation, Mark, Projection, Ranking, WordShare, WrittenAnswer } from '../model/found.ts';

export interface SearchHit {
  readonly rank: number;
  readonly score: number;
  readonly vectorScore: number;
  readonly wordsScore: number;
  /** What its links took away, 0 or less. */
  readonly linksScore: number;
  /** What each word of the question gave, best first. */
  readonly words: readonly WordShare[];
  readonly text: string;
  /** Words of the question in `text`. */
  readonly marks: readonly Mark[];
  readonly uri: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly chunkId: string;
  /** Code points in the Source's Markdown. */
  readonly start: number;
  readonly end: number;
}

/** What tells a passage from all others of an index. */
export interface FoundPlace {
  readonly collection: string;
  readonly uri: string;
  readonly chunkId: string;
}

/** Where, and how it ranks. Work folders are absolute paths. */
export interface SearchPlace extends Ranking {
  readonly workDir: string;
  /** Null or absent: the one that the newest run wrote. */
  readonly collection?: string | null;
}

export interface SearchQuestion extends SearchPlace {
  readonly question: string;
}

export interface SearchAnswer {
  readonly results: readonly SearchHit[];
  /** Without stop words. */
  readonly words: readonly AskedWord[];
  /** No word of the question stands in a collection whose vectors know letters only. */
  readonly nothingClose: boolean;
  readonly collection: string;
  /** What made the vectors; null when there is no such collection. */
  readonly model: string | null;
  readonly durationMs: number;
}

export interface CollectionView {
  readonly name: string;
  readonly model: string;
  readonly dimensions: number;
  readonly chunks: number;
}

export interface SearchScope {
  readonly collections: readonly CollectionView[];
  /** The one that the newest run wrote. */
  readonly newest: string;
  /** Names of metadata that a filter can ask for, as far as the first chunks tell. */
  readonly fields: readonly string[];
  /** What writes answers; null when none is configured. */
  readonly chatModel: string | null;
}

export interface Answer extends WrittenAnswer {
  readonly found: SearchAnswer;
}

/** An answer that the page asked for before it was hidden: it goes on meanwhile. */
export interface AnswerSoFar {
  readonly question: string;
  readonly text: string;
  readonly isCancelled: boolean;
}

/** What the search page is about. */
export interface SearchSubject {
  readonly workDir: string;
}

type Nothing = Record<string, never>;
/** One side of a comparison. */
export type SearchSetting = Ranking & { readonly collection: string | null };

/** What the search page may ask. */
export type SearchHostVerbs = {
  scope(p: Nothing): SearchScope;
  /** What a command left for this page to ask; told once. */
  pending(p: Nothing): string | null;
  search(p: SearchSetting & { question: string }): SearchAnswer;
  project(p: { collection: string | null; question: string; seed: number }): Projection;
  /** Null while there is no question set. */
  evaluate(p: SearchSetting): Evaluation | null;
  /** Writes it into the question set, which is made when it is not there. */
  expect(p: { question: string; uri: string }): { file: string; questions: number };
  openQuestions(p: Nothing): void;
  /** The passage, at its place in its Markdown. */
  openHit(p: FoundPlace): void;
  /** Another one is looked at: its colours go. */
  leaveHit(p: Nothing): void;
  /** The passage in the view of chunks, with its neighbours. */
  showChunk(p: FoundPlace): void;
  /** The passage's Source where it came from. */
  openPage(p: { uri: string }): void;
  ask(p: SearchSetting & { question: string }): Answer;
  cancelAsk(p: Nothing): void;
  /** Of the answer that was asked for last; null when none was. Its later pieces are told. */
  answerSoFar(p: Nothing): AnswerSoFar | null;
  /** The same answer at its end. */
  restOfAnswer(p: Nothing): Answer | null;
  /** Starts a run: there is nothing to search yet. */
  run(p: Nothing): void;
};

/** What the search page may be told. */
export type SearchPageVerbs = {
  /** A piece of the answer. */
  piece(p: { text: string }): void;
  /** A command left a question: `pending` gives it. */
  asked(p: Nothing): void;
  /** A run ended: the collections may have changed. */
  changed(p: Nothing): void;
};
