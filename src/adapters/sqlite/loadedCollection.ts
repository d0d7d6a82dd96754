import { documentCount, scoreEachWord, scoreWords, type WordStatistics } from '../../model/bm25.ts';
import { cosines } from '../../model/vectors.ts';
import { joinSegments, readBlock, type Segment } from './blocks.ts';
import { all, each, one, type Database, type Row } from './database.ts';

/** What a search keeps in memory of a collection, as of one count of changes. */
export interface LoadedCollection {
  readonly id: number;
  readonly changes: number;
  /** Ids ascend from one to the next. */
  readonly segments: readonly Segment[];
}

/** A row of so many chunks is a segment as it was read. Smaller ones are joined: a search costs some µs a segment. */
const BIG = 128;
/** Joining stops here: what a change of one Source makes to be joined again stays small. */
const ENOUGH = 2048;

const ROWS = 'SELECT first, chunks, vectors, words FROM blocks WHERE collection = ? AND first';

/**
 * The collection as it is now, from what was known of it: a row is never changed and its id never given again, so only
 * new ones are read, and those that were joined with one that is gone.
 */
export function refresh(
  database: Database,
  known: LoadedCollection | undefined,
  { id, changes }: Pick<LoadedCollection, 'id' | 'changes'>,
): LoadedCollection {
  if (known?.id === id && known.changes === changes) return known;
  const held = known?.id === id ? known.segments : [];
  const segments = stillThere(database, id, held);
  const last = segments.at(-1);
  const begun = last !== undefined && last.chunkIds.length < BIG ? segments.splice(-1) : [];
  const rows = each(database, `${ROWS} > ? ORDER BY first`, id, lastOf(held));
  return { id, changes, segments: [...segments, ...join(begun, rows)] };
}

/** Counting tells that none is gone, without looking at each. */
function stillThere(database: Database, collection: number, held: readonly Segment[]): Segment[] {
  const there = 'FROM blocks WHERE collection = ? AND first <= ?';
  const count = one(database, `SELECT COUNT(*) AS n ${there}`, collection, lastOf(held))?.['n'];
  if (count === held.reduce((sum, { firsts }) => sum + firsts.length, 0)) return [...held];
  const found = all(database, `SELECT first ${there}`, collection, lastOf(held));
  const ids = new Set(found.map(({ first }) => Number(first)));
  return held.flatMap(segment => {
    const { firsts } = segment;
    if (firsts.every(first => ids.has(first))) return [segment];
    const between = [firsts[0] ?? 0, firsts.at(-1) ?? 0];
    return [...join([], each(database, `${ROWS} BETWEEN ? AND ? ORDER BY first`, collection, ...between))];
  });
}

const lastOf = (segments: readonly Segment[]): number => segments.at(-1)?.firsts.at(-1) ?? 0;

function* join(begun: readonly Segment[], rows: Iterable<Row>): Iterable<Segment> {
  let small = [...begun];
  let size = small.reduce((sum, { chunkIds }) => sum + chunkIds.length, 0);
  for (const row of rows) {
    const segment = readBlock(row);
    const big = segment.chunkIds.length >= BIG;
    if (big || size >= ENOUGH) {
      yield* joinSegments(small);
      [small, size] = [[], 0];
    }
    if (big) yield segment;
    else {
      small.push(segment);
      size += segment.chunkIds.length;
    }
  }
  yield* joinSegments(small);
}

/** By place: all segments one after the other. */
export interface Scanned {
  readonly statistics: WordStatistics;
  readonly words: Float64Array;
  readonly cosines: Float32Array;
}

export function scanAll(loaded: LoadedCollection, terms: readonly number[], vector: Float32Array): Scanned {
  const statistics = countTerms(loaded, terms);
  const count = statistics.documents;
  const scanned = { statistics, words: new Float64Array(count), cosines: new Float32Array(count) };
  let from = 0;
  for (const segment of loaded.segments) {
    const to = from + segment.chunkIds.length;
    scoreWords(segment.postings, terms, statistics, scanned.words.subarray(from, to));
    cosines(segment, vector, scanned.cosines.subarray(from, to));
    from = to;
  }
  return scanned;
}

export function countTerms({ segments }: LoadedCollection, terms: readonly number[]): WordStatistics {
  let [documents, words] = [0, 0];
  const holding = terms.map(() => 0);
  for (const { chunkIds, postings, words: ofSegment } of segments) {
    documents += chunkIds.length;
    words += ofSegment;
    terms.forEach((term, at) => (holding[at] = (holding[at] ?? 0) + documentCount(postings, term)));
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
