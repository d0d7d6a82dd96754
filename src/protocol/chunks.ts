import type {
  ChunkCard,
  ChunkPage,
  ChunkPassage,
  ChunkSurvey,
  CollectionView,
  SimilarChunk,
} from '../model/chunkView.ts';
import type { Problem, Reason } from '../model/problem.ts';
import type { SourceOutcome } from '../model/view.ts';
import type { IndexPlace } from './engine.ts';

type Nothing = Record<string, never>;

/** Which chunks: those of a Source, or (`uri` null) of a whole collection. The page hands it back as it got it. */
export interface ChunkScope extends IndexPlace {
  readonly collection: string;
  readonly uri: string | null;
}

/** The Source that the chunks are of, as its run tells it. */
export interface ScopeSource {
  readonly uri: string;
  readonly title: string | null;
  readonly outcome: SourceOutcome;
  readonly reason: Reason | null;
  readonly aliasOf: string | null;
}

/** What the view is about; `scope` null: there is nothing to look at yet. */
export interface ChunksSubject {
  readonly scope: ChunkScope | null;
  /** Of the scope; null for a collection, and where its run is gone. */
  readonly source: ScopeSource | null;
  /** The Source that was picked last, whatever is shown now. */
  readonly picked: { readonly uri: string; readonly title: string | null } | null;
  readonly collections: readonly CollectionView[];
  /** A chunk that a command wants to be picked; told once. */
  readonly wanted: { readonly uri: string; readonly chunkId: string } | null;
  /** Why the collections could not be read. */
  readonly problem: Problem | null;
  readonly folderOpen: boolean;
}

interface InScope {
  readonly scope: ChunkScope;
}

interface OneChunk extends InScope {
  readonly uri: string;
  readonly chunkId: string;
}

/** What an empty state's button does. */
export type ChunksAct = 'openFolder' | 'run' | 'runSource' | 'newest';

/** What the page of chunks may ask. */
export type ChunksHostVerbs = {
  open(p: Nothing): ChunksSubject;
  /** Of another collection, or (null) of the picked Source again, or of another address of the same run. */
  show(p: { collection: string | null; uri?: string }): void;
  rows(p: InScope & { from: number; count: number }): ChunkPage;
  survey(p: InScope & { uri: string }): ChunkSurvey;
  card(p: OneChunk): ChunkCard;
  similar(p: OneChunk): readonly SimilarChunk[];
  passage(p: InScope & { uri: string; from: number; count: number }): ChunkPassage;
  /** In its Markdown, in an editor, coloured with what it shares with its neighbours. */
  showPlace(p: OneChunk): void;
  /** Nothing is picked any more, or something else: the colours in the editor go. */
  leave(p: Nothing): void;
  /** The Source's Markdown as it is now. */
  openMarkdown(p: InScope & { uri: string }): void;
  openPage(p: { uri: string }): void;
  copy(p: OneChunk & { as: 'json' | 'text' }): void;
  act(p: { what: ChunksAct }): void;
};

export type ChunksPageVerbs = {
  /** Another Source was picked, or the index was written: ask anew. */
  changed(p: Nothing): void;
};
