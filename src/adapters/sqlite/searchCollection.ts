import type { ChunkPoint, ScoredChunk, VectorStore } from '../../engine/ports.ts';
import { documentCount, scoreEachWord, scoreWords } from '../../model/bm25.ts';
import { checkVectorKind } from '../../model/collection.ts';
import { matchesFilter, type Filter } from '../../model/filter.ts';
import { bestOf, fuse } from '../../model/fusion.ts';
import { invert, type PostingLists } from '../../model/postings.ts';
import { cosines, type VectorMatrix } from '../../model/vectors.ts';
import { all, each, findTerm, one, type Database } from './database.ts';
import {
  blob,
  findCollection,
  isStringList,
  parseJson,
  STORED_CHUNK,
  toChunk,
  type CollectionRow,
} from './readCollection.ts';

/** What a search keeps in memory of a collection, as of one count of changes. */
export interface LoadedCollection extends VectorMatrix {
  readonly changes: number;
  /** Row ids, ascending; the matrix's rows. */
  readonly chunkIds: readonly number[];
  readonly postings: PostingLists;
}

type SearchRequest = Parameters<VectorStore['search']>[0];
type Loaded = Map<string, LoadedCollection>;

export function search(database: Database, loaded: Loaded, request: SearchRequest): readonly ScoredChunk[] {
  const collection = findCollection(database, request.collection);
  if (collection === undefined || collection.chunks === 0) return [];
  checkVectorKind(collection.name, collection, { dimensions: request.vector.length });
  const matrix = matrixOf(database, loaded, collection);
  const { postings, dimensions, values } = matrix;
  const terms = request.words.map(word => findTerm(database, word) ?? NO_TERM);
  const scores = scoreWords(postings, terms);
  const allows = allowedBy(database, collection.id, matrix, request.filter);
  const { k, weight } = request;
  const bestWords = bestOf(scores, allows);
  return fuse(scores, cosines(matrix, request.vector), { k, weight, allows }).map(({ index, ...parts }) => {
    const row = one(database, `${STORED_CHUNK} WHERE c.id = ?`, matrix.chunkIds[index] ?? 0);
    const wordScores = scoreEachWord(postings, terms, index).map(score => score / bestWords);
    const vector = values.slice(index * dimensions, (index + 1) * dimensions);
    return { ...toChunk(row ?? {}), ...parts, wordScores, ...(request.vectors ? { vector } : {}) };
  });
}

/** A place after all: its postings are empty. */
const NO_TERM = 0xffffffff;

export function countWords(database: Database, loaded: Loaded, name: string, words: readonly string[]): number[] {
  const collection = findCollection(database, name);
  if (collection === undefined || collection.chunks === 0) return words.map(() => 0);
  const { postings } = matrixOf(database, loaded, collection);
  return words.map(word => documentCount(postings, findTerm(database, word) ?? NO_TERM));
}

const POINTS = `
  SELECT * FROM (
    SELECT c.chunk_id, c.heading_path, s.uri, s.title, d.vector,
      ROW_NUMBER() OVER (ORDER BY c.source, c.id) - 1 AS place
    FROM chunks c JOIN sources s ON s.id = c.source JOIN search_data d ON d.chunk = c.id
    WHERE c.collection = (SELECT id FROM collections WHERE name = ?)
  ) WHERE place % ? = 0 ORDER BY place`;

export const listPoints = (database: Database, name: string, step: number): ChunkPoint[] =>
  all(database, POINTS, name, step).map(row => ({
    chunkId: String(row['chunk_id']),
    uri: String(row['uri']),
    title: String(row['title']),
    headingPath: parseJson(row['heading_path'], isStringList, []),
    vector: new Float32Array(blob(row['vector']).slice().buffer),
  }));

/** Read only when asked: a filter looks at what is not kept in memory. */
function allowedBy(
  database: Database,
  collection: number,
  { chunkIds }: LoadedCollection,
  filter: Filter | undefined,
): ((index: number) => boolean) | undefined {
  if (filter === undefined || filter.length === 0) return undefined;
  const allowed = new Set<number>();
  for (const row of each(database, `${STORED_CHUNK} WHERE c.collection = ?`, collection)) {
    if (matchesFilter(toChunk(row), filter)) allowed.add(Number(row['id']));
  }
  return index => allowed.has(chunkIds[index] ?? -1);
}

function matrixOf(database: Database, loaded: Loaded, collection: CollectionRow): LoadedCollection {
  const known = loaded.get(collection.name);
  if (known?.changes === collection.changes) return known;
  const matrix = loadCollection(database, collection);
  loaded.set(collection.name, matrix);
  return matrix;
}

function loadCollection(database: Database, { id, dimensions, chunks, changes }: CollectionRow): LoadedCollection {
  const chunkIds: number[] = [];
  const values = new Float32Array(chunks * dimensions);
  const bytes = new Uint8Array(values.buffer);
  const words: Uint32Array[] = [];
  const sql = 'SELECT * FROM search_data WHERE chunk IN (SELECT id FROM chunks WHERE collection = ?) ORDER BY chunk';
  for (const row of each(database, sql, id)) {
    bytes.set(blob(row['vector']), chunkIds.length * dimensions * 4);
    words.push(new Uint32Array(blob(row['words']).slice().buffer));
    chunkIds.push(Number(row['chunk']));
  }
  return { changes, chunkIds, postings: invert(words), dimensions, values };
}
