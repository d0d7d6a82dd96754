import type { Conversion, ConversionOptions } from '../model/conversion.ts';
import type { JournalEvent } from '../model/event.ts';
import type { Filter } from '../model/filter.ts';
import type { ChatUsage } from '../model/found.ts';
import type { Source } from '../model/generated/types.ts';
import type { Reason } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';

export type { AddedPage, Staging, StagingStore } from './api/staging.ts';
export type * from './filePorts.ts';

/** All that the engine asks of the world. Made real in src/adapters, faked in test/fakes. */
export interface Ports {
  readonly clock: Clock;
  readonly hash: Hash;
  readonly artifacts: Artifacts;
  readonly http: Http;
  readonly converter: Converter;
  readonly cache: Cache;
  readonly vectors: VectorCache;
  /** Opened on first use: a run that does not index opens no database. */
  openStore(databaseUri: string): Promise<VectorStore>;
  openEmbedder(model: string): Promise<Embedder>;
  openChat(model: string): Promise<Chat>;
  readonly log: Log;
}

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Hash {
  /** 64 lower-case hex digits; a string is hashed as UTF-8. */
  sha256(data: string | Uint8Array): string;
}

/** Paths are relative to the work folder, with `/`; one that leaves it is refused (config, `path_outside`). */
export interface Artifacts {
  read(path: string): Promise<Uint8Array>;
  /** Durable when it resolves: tmp, fsync, rename, fsync of the folder. Returns the sha256. */
  write(path: string, bytes: Uint8Array | string): Promise<string>;
  /** Makes `to` hold the bytes of `from` when these still have that sha256; false when they have not, or are gone. */
  reuse(from: string, to: string, sha256: string): Promise<boolean>;
  /** A file that INPUT names: relative to its folder, else to the current one; refused when it leaves both. */
  readInput(path: string): Promise<Uint8Array>;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole answer. */
  readonly timeoutMs: number;
  /** Decoded bytes; one more is `page_too_big`. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Http {
  /** One exchange; follows no redirect. Throws ProblemError: transient `timeout`, `connection_failed`, `body_cut`; data `page_too_big`. */
  get(request: HttpRequest): Promise<HttpResponse>;
  /** The IP addresses of a host name, for the private-address rule. */
  lookup(host: string): Promise<readonly string[]>;
}

export interface Converter {
  /** Heavy: runs away from the caller's thread where it can. */
  convert(html: Uint8Array, options: ConversionOptions & { contentType?: string }): Promise<Conversion>;
}

/** What is known of an address since earlier runs. */
export interface PageRecord {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly sha256: string;
  readonly path: string;
  readonly finalUri: string;
  readonly contentType: string | null;
}

/** What an activity gave, kept across runs under its key and under (address, stage). */
export interface ActivityRecord {
  readonly key: string;
  readonly artifact: string | null;
  readonly sha256: string | null;
  readonly source: Source;
  readonly discovered?: readonly Source[];
  readonly chunks?: number;
}

export interface Cache {
  page(uri: string): PageRecord | undefined;
  putPage(uri: string, record: PageRecord): void;
  activity(key: string): ActivityRecord | undefined;
  /** The last result for this address and stage, whatever its key. */
  lastActivity(uri: string, stage: Stage): ActivityRecord | undefined;
  putActivity(uri: string, stage: Stage, record: ActivityRecord): void;
}

/** Vectors across runs and collections, by what made them and their text's sha256. A memory: losing it costs time and money only. */
export interface VectorCache {
  /** Those that are there. */
  read(identity: string, hashes: readonly string[]): ReadonlyMap<string, Float32Array>;
  write(identity: string, vectors: readonly (readonly [hash: string, vector: Float32Array])[]): void;
  /** All of one model. */
  forget(identity: string): void;
}

export interface Embedded {
  /** One a text, in order: a vector of unit length, or why this text alone has none. */
  readonly vectors: readonly (Float32Array | Reason)[];
  /** As the server counts them; null when it does not say. */
  readonly tokens: number | null;
}

export interface Embedder {
  /** As it is written in the input: `offline` or a model's name. */
  readonly model: string;
  /** What its vectors depend on beside the text: equal identity and text, equal vector. */
  readonly identity: string;
  /** Undefined when nobody knows. */
  readonly usdPerMillionTokens: number | undefined;
  /** All vectors are of one length. Throws when no text of these can have one: no server, no key, no quota. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface ChatPiece {
  readonly text?: string;
  /** Once, at the end, from servers that count. */
  readonly usage?: ChatUsage;
  /** At the end, when the model was stopped before its own: by its limit, or by a server that says no reason. */
  readonly cut?: true;
}

export interface Chat {
  readonly model: string;
  /** The answer as it comes. Ends with the signal's reason when it is aborted. */
  answer(messages: readonly ChatMessage[], signal: AbortSignal): AsyncIterable<ChatPiece>;
}

/** A chunk on its way into a store. Positions are code points in the Source's Markdown, end exclusive. */
export interface IndexedChunk {
  readonly chunkId: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
  readonly headingPath: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly vector: Float32Array;
  /** Stemmed word → occurrences. */
  readonly words: ReadonlyMap<string, number>;
}

export type StoredChunk = Omit<IndexedChunk, 'vector' | 'words'> & {
  readonly uri: string;
  readonly title: string;
};

/** A chunk looked at closely. */
export interface ExaminedChunk extends StoredChunk {
  /** As it was stored. */
  readonly vector: Float32Array;
  /** Its place among the chunks of its Source, from 0, in the order of `chunks`. */
  readonly at: number;
}

/** A Source as a collection knows it. */
export interface IndexedSource {
  readonly uri: string;
  readonly title: string;
  /** Of `replaceSource`. */
  readonly key: string;
  /** How many chunks of it are there now. */
  readonly chunks: number;
}

export interface CollectionInfo {
  readonly name: string;
  readonly model: string;
  readonly dimensions: number;
  readonly chunks: number;
}

export interface ScoredChunk extends StoredChunk {
  /** BM25 normalised by the best + weight × cosine. */
  readonly score: number;
  readonly vectorScore: number;
  readonly wordsScore: number;
  /** What each word of the request gave, in its order; together `wordsScore`. */
  readonly wordScores: readonly number[];
  /** Where the request asked for vectors: of unit length. */
  readonly vector?: Float32Array;
}

/** A chunk as a point among the others. */
export interface ChunkPoint {
  readonly chunkId: string;
  readonly uri: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly vector: Float32Array;
}

export interface VectorStore {
  collection(name: string): Promise<CollectionInfo | undefined>;
  /** The names of all collections, in their order. */
  collections(): Promise<readonly string[]>;
  /** Swaps all chunks of a Source in one transaction; makes the collection when it is new. Refuses another model or dimension (config). */
  replaceSource(request: {
    readonly collection: string;
    readonly model: string;
    readonly uri: string;
    readonly title: string;
    /** The activity key: tells later whether this Source is already indexed so. */
    readonly key: string;
    readonly chunks: readonly IndexedChunk[];
  }): Promise<void>;
  removeSource(collection: string, uri: string): Promise<void>;
  sourceKey(collection: string, uri: string): Promise<string | undefined>;
  /** The Sources of a collection; none when there is no such collection. */
  sources(collection: string): Promise<readonly IndexedSource[]>;
  /**
   * In one transaction: `beside` takes the name of `collection`, whose own chunks go. Refused (transient,
   * `collection_changed`), with nothing changed, when the collection's Sources are not `seen` any more.
   */
  switchCollection(collection: string, beside: string, seen: readonly IndexedSource[]): Promise<void>;
  /** In the order in which Sources were indexed last, and of their text. */
  chunks(request: {
    readonly collection: string;
    readonly uri?: string;
    readonly from: number;
    readonly count: number;
  }): Promise<{ readonly total: number; readonly chunks: readonly StoredChunk[] }>;
  /** One chunk with its vector; undefined when it is not there (any more). With its Source: an id alone has no index. */
  chunk(collection: string, uri: string, chunkId: string): Promise<ExaminedChunk | undefined>;
  /** Without words the cosine alone ranks: chunks that are like a chunk. */
  search(request: {
    readonly collection: string;
    readonly vector: Float32Array;
    readonly words: readonly string[];
    readonly k: number;
    /** How much the cosine counts beside the words; absent: VECTOR_WEIGHT. */
    readonly weight?: number | undefined;
    /** Only chunks that hold all of it; words count by the best of these. */
    readonly filter?: Filter | undefined;
    readonly vectors?: boolean;
  }): Promise<readonly ScoredChunk[]>;
  /** In how many chunks of the collection each of these stems stands. */
  wordCounts(collection: string, words: readonly string[]): Promise<readonly number[]>;
  /**
   * Every chunk, in the order of `chunks`, some hundred at a time, of one state of the collection: what is written
   * meanwhile is not seen. `take` is waited for.
   */
  scan(collection: string, take: (chunks: readonly ExaminedChunk[]) => Promise<void>): Promise<void>;
  /** Every `step`-th chunk in the order of `chunks`, with its vector: a sample that is always the same. */
  points(collection: string, step: number): Promise<readonly ChunkPoint[]>;
  close(): Promise<void>;
}

/** Where the histories lie. */
export interface RunStore {
  /** All run ids, in no order. */
  list(): Promise<readonly string[]>;
  /** Empty when there is no such run, or when it was stopped before its first event. A torn tail is left out; corruption before it is refused (data, `journal_corrupt`). */
  read(runId: string): Promise<readonly JournalEvent[]>;
  /** Who writes it now, for a person; null when nobody does. */
  owner(runId: string): Promise<string | null>;
  /** Takes the run's lock (else transient, `busy`), cuts a torn tail and opens the journal to append. */
  open(runId: string): Promise<{
    readonly events: readonly JournalEvent[];
    readonly isTorn: boolean;
    readonly journal: Journal;
    /** Closes the journal and gives the lock back. */
    release(): Promise<void>;
  }>;
  /** Folders of runs whose history a server keeps: it alone knows whether they are on. */
  onServer(): Promise<readonly ServerRun[]>;
  /** Bytes that its folder takes. */
  size(runId: string): Promise<number>;
  remove(runId: string): Promise<void>;
}

export interface ServerRun {
  readonly runId: string;
  /** RFC 3339: when its first activity began, and when one last wrote anything there. */
  readonly startedAt: string;
  readonly writtenAt: string;
}

/** Append-only; later events are never durable before earlier ones. */
export interface Journal {
  /** Queues for the next group commit. Throws when an earlier commit failed. */
  append(event: JournalEvent): void;
  /** Resolves when all that was appended is on the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface Log {
  write(level: 'error' | 'warn' | 'info' | 'debug', code: string, fields?: Readonly<Record<string, unknown>>): void;
}
