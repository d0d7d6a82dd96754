import type { Catalogue, Language } from '../model/text.ts';

/** The language of a page, and the sentences that it can say. */
export interface Words {
  readonly language: Language;
  readonly catalogue: Catalogue;
  /** Larger, without notes and names: for a room that looks at one screen. */
  readonly stage: boolean;
}

/** The first answer. */
export interface Greeting {
  readonly words: Words;
  /** What the page is about, when there can be several of its kind; the page keeps it. */
  readonly subject: unknown;
}

/** A place in a file of the user's disk. Line and column are 1-based, columns in UTF-16 units. */
export interface FilePlace {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

type Nothing = Record<string, never>;

/** What every page may ask of its host, besides its own contract. The page speaks first. */
export type ShellVerbs = {
  ready(p: Nothing): Greeting;
  /** After a bug of the page: makes it anew. */
  reload(p: Nothing): void;
  openPlace(p: FilePlace): void;
  showLog(p: Nothing): void;
};

/** What every page may be told. */
export type PageVerbs = {
  /** The language was changed. */
  words(p: Words): void;
};

/** What a page leaves behind when it is hidden: VS Code keeps it, with the tab, over a restart too. */
export interface PageState {
  /** What the page is about, in the words of its host. */
  readonly subject: unknown;
  /** What the page wants to find again. */
  readonly kept: unknown;
}
