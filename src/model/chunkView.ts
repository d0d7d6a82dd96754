import type { Problem } from './problem.ts';

/** What every view of a chunk says of it. Positions are code points in the Source's Markdown, end exclusive. */
interface ChunkFacts {
  readonly chunkId: string;
  readonly uri: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
  readonly headingPath: readonly string[];
}

/** A chunk as a list shows it. */
export interface ChunkRow extends ChunkFacts {
  /** Its beginning, on one line. */
  readonly beginning: string;
}

export interface ChunkPage {
  readonly total: number;
  readonly rows: readonly ChunkRow[];
}

export interface SimilarChunk extends ChunkRow {
  /** -1 to 1. */
  readonly cosine: number;
}

export interface CollectionView {
  readonly name: string;
  readonly model: string;
  readonly dimensions: number;
  readonly chunks: number;
}

/** The chunks of one Source together. Sizes are code points. */
export interface ChunkSurvey {
  readonly chunks: number;
  readonly tokens: number;
  readonly smallest: number;
  readonly largest: number;
  /** From the beginning of the first chunk to the end of the last one. */
  readonly size: number;
  /** How many code points lie in two chunks or more. */
  readonly shared: number;
  /** Start and end of each, in their order; null when they are too many to draw. */
  readonly places: readonly (readonly [start: number, end: number])[] | null;
}

/** 1-based; columns in UTF-16 units: true whatever line ends an editor makes of the file's. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface TextSpan {
  readonly from: TextPlace;
  readonly to: TextPlace;
}

/** Where a chunk lies in a Markdown file, seen to be there. */
export interface ChunkPlace {
  /** Absolute. */
  readonly file: string;
  readonly span: TextSpan;
  /** The parts of it that a neighbour holds, too. */
  readonly shared: readonly (TextSpan & { readonly neighbour: number })[];
}

export interface Neighbour {
  readonly chunkId: string;
  readonly headingPath: readonly string[];
  /** Code points that both hold. */
  readonly shared: number;
}

/** A chunk looked at closely. */
export interface ChunkCard extends ChunkFacts {
  /** Its place among the chunks of its Source, from 0, and how many these are. */
  readonly at: number;
  readonly total: number;
  /** Cut where nobody reads on; `isCut` says so. */
  readonly text: string;
  readonly isCut: boolean;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  readonly model: string;
  readonly dimensions: number;
  readonly norm: number;
  /** The vector's values in so many groups: least and greatest of each. */
  readonly outline: readonly (readonly [least: number, greatest: number])[];
  readonly place: ChunkPlace | null;
  /** Why it has no place: its Markdown is gone, or another one by now. */
  readonly problem: Problem | null;
}

/** Some chunks on the Markdown that they were cut from. */
export interface ChunkPassage {
  /** From the first chunk's start; `from` is its place, in code points. */
  readonly text: string;
  readonly from: number;
  readonly chunks: readonly (Pick<ChunkRow, 'chunkId' | 'start' | 'end'> & { readonly at: number })[];
}

/** The command line's and the clipboard's form of a chunk. */
export interface ChunkRecord {
  readonly chunk_id: string;
  readonly uri: string;
  readonly title: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
  readonly heading_path: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

type Recorded = ChunkFacts & Pick<ChunkRecord, 'text' | 'metadata'>;

export const chunkRecord = (chunk: Recorded): ChunkRecord => ({
  chunk_id: chunk.chunkId,
  uri: chunk.uri,
  title: chunk.title,
  text: chunk.text,
  start: chunk.start,
  end: chunk.end,
  tokens: chunk.tokens,
  heading_path: chunk.headingPath,
  metadata: chunk.metadata,
});
