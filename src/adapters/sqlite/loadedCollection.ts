import { documentCount, scoreEachWord, scoreWords, type WordStatistics } from '../../model/bm25.ts';
import { invert, type PostingLists } from '../../model/postings.ts';
import { cosines, type VectorMatrix } from '../../model/vectors.ts';
import { all, each, one, type Database } from './database.ts';
import { blob } from './readCollection.ts';

/** Chunks that were loaded together; ids ascend within one and from one to the next. */
interface Segment extends VectorMatrix {
  readonly chunkIds: Float64Array;
  readonly postings: PostingLists;
}

/** What a search keeps in memory of a collection, as of one count of changes. */
export interface LoadedCollection {
  readonly id: number;
  readonly changes: number;
  readonly segments: readonly Segment[];
  /** Row ids that are in a segment and in the collection no more. */
  readonly gone: ReadonlySet<number>;
}

interface CollectionState {
  readonly id: number;
  readonly changes: number;
  readonly dimensions: number;
}

/** More than this share of gone chunks: all is read anew. */
const GONE = 0.25;

/**
 * The collection as it is now, from what was known of it: chunks are never changed and their ids never given again, so
 * only new ones are read. They join the last segments as long as these are small, by which a chunk is read again some
 * log₂(n) times in all, and a search after a write costs what was written.
 */
export function refresh(
  database: Database,
  known: LoadedCollection | undefined,
  state: CollectionState,
): LoadedCollection {
  if (known?.id === state.id && known.changes === state.changes) return known;
  const kept = known?.id === state.id ? [...known.segments] : [];
  const gone = findGone(database, state.id, kept);
  const stays = gone.size > GONE * countOf(kept) ? [] : kept;
  let size = countAfter(database, state.id, lastId(stays));
  for (let last = stays.at(-1); last && last.chunkIds.length <= 2 * size; last = stays.at(-1)) {
    size += last.chunkIds.length;
    stays.pop();
  }
  const fresh = size === 0 ? [] : [loadAfter(database, state, { after: lastId(stays), size })];
  const segments = [...stays, ...fresh];
  const there = new Set(stays.length === 0 ? [] : [...gone].filter(id => id <= lastId(stays)));
  return { id: state.id, changes: state.changes, segments, gone: there };
}

const lastId = (segments: readonly Segment[]): number => segments.at(-1)?.chunkIds.at(-1) ?? 0;
const countOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { chunkIds }) => sum + chunkIds.length, 0);

function countAfter(database: Database, collection: number, after: number): number {
  const sql = 'SELECT COUNT(*) AS n FROM chunks WHERE collection = ? AND id > ?';
  return Number(one(database, sql, collection, after)?.['n']);
}

/** Counting tells that none is gone, without looking at each. */
function findGone(database: Database, collection: number, segments: readonly Segment[]): Set<number> {
  const last = lastId(segments);
  const held = countOf(segments);
  const there = held - (held === 0 ? 0 : countAfter(database, collection, 0) - countAfter(database, collection, last));
  if (there === 0) return new Set();
  const gone = new Set(segments.flatMap(({ chunkIds }) => [...chunkIds]));
  const sql = 'SELECT id FROM chunks WHERE collection = ? AND id <= ?';
  for (const { id } of all(database, sql, collection, last)) gone.delete(Number(id));
  return gone;
}

interface Part {
  readonly after: number;
  readonly size: number;
}

const AFTER = `
  SELECT * FROM search_data WHERE chunk IN (SELECT id FROM chunks WHERE collection = ? AND id > ?) ORDER BY chunk`;

function loadAfter(database: Database, { id, dimensions }: CollectionState, { after, size }: Part): Segment {
  const chunkIds = new Float64Array(size);
  const values = new Float32Array(size * dimensions);
  const bytes = new Uint8Array(values.buffer);
  const words: Uint32Array[] = [];
  for (const row of each(database, AFTER, id, after)) {
    bytes.set(blob(row['vector']), words.length * dimensions * 4);
    chunkIds[words.length] = Number(row['chunk']);
    const { buffer, byteOffset, byteLength } = blob(row['words']);
    words.push(new Uint32Array(buffer, byteOffset, byteLength / 4));
  }
  return { chunkIds, postings: invert(words), dimensions, values };
}

/** By place: all segments one after the other. */
export interface Scanned {
  readonly statistics: WordStatistics;
  readonly words: Float64Array;
  readonly cosines: Float32Array;
}

export function scanAll(loaded: LoadedCollection, terms: readonly number[], vector: Float32Array): Scanned {
  const count = countOf(loaded.segments);
  const statistics = countTerms(loaded, terms);
  const scanned = { statistics, words: new Float64Array(count), cosines: new Float32Array(count) };
  let offset = 0;
  for (const segment of loaded.segments) {
    scanned.words.set(scoreWords(segment.postings, terms, statistics), offset);
    scanned.cosines.set(cosines(segment, vector), offset);
    offset += segment.chunkIds.length;
  }
  return scanned;
}

/** Of the chunks that are still there. */
export function countTerms({ segments, gone }: LoadedCollection, terms: readonly number[]): WordStatistics {
  let [documents, words] = [0, 0];
  const holding = terms.map(() => 0);
  for (const { postings, chunkIds } of segments) {
    const isGone = (document: number): boolean => gone.has(chunkIds[document] ?? 0);
    postings.lengths.forEach((length, document) => {
      if (gone.size > 0 && isGone(document)) return;
      documents++;
      words += length;
    });
    terms.forEach((term, at) => {
      holding[at] = (holding[at] ?? 0) + documentCount(postings, term, gone.size > 0 ? isGone : undefined);
    });
  }
  return { documents, averageLength: words / Math.max(1, documents), holding };
}

/** What is at a place. */
interface Found {
  readonly chunkId: number;
  readonly vector: Float32Array;
  /** What each of the terms gave, before it is divided by the best. */
  wordScores(terms: readonly number[], statistics: WordStatistics): number[];
}

export function findAt({ segments }: LoadedCollection, place: number): Found {
  let document = place;
  for (const { chunkIds, values, dimensions, postings } of segments) {
    if (document < chunkIds.length) {
      return {
        chunkId: chunkIds[document] ?? 0,
        vector: values.slice(document * dimensions, (document + 1) * dimensions),
        wordScores: (terms, statistics) => scoreEachWord(postings, terms, document, statistics),
      };
    }
    document -= chunkIds.length;
  }
  throw new RangeError(`no chunk at ${place}`);
}

/** Row ids by place. */
export const idsOf = ({ segments }: LoadedCollection): number[] => segments.flatMap(({ chunkIds }) => [...chunkIds]);
