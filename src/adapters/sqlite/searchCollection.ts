import type { ChunkPoint, ScoredChunk, VectorStore } from '../../engine/ports.ts';
import { checkVectorKind } from '../../model/collection.ts';
import { matchesFilter, type Filter } from '../../model/filter.ts';
import { bestOf, fuse } from '../../model/fusion.ts';
import { vectorReader } from './blocks.ts';
import { all, corrupt, each, findTerm, one, type Database } from './database.ts';
import { countTerms, findAt, idsOf, refresh, scanAll, type LoadedCollection } from './loadedCollection.ts';
import {
  findCollection,
  isStringList,
  parseJson,
  STORED_CHUNK,
  toChunk,
  type CollectionRow,
} from './readCollection.ts';

type SearchRequest = Parameters<VectorStore['search']>[0];
type Loaded = Map<string, LoadedCollection>;

export function search(database: Database, loaded: Loaded, request: SearchRequest): readonly ScoredChunk[] {
  const collection = findCollection(database, request.collection);
  if (collection === undefined || collection.chunks === 0) return [];
  checkVectorKind(collection.name, collection, { dimensions: request.vector.length });
  const held = hold(database, loaded, collection);
  const terms = request.words.map(word => findTerm(database, word) ?? NO_TERM);
  const { words, cosines, statistics } = scanAll(held, terms, request.vector);
  const allows = allowedBy(database, held, request.filter);
  const { k, weight } = request;
  const bestWords = bestOf(words, allows);
  return fuse(words, cosines, { k, weight, allows }).map(({ index, ...parts }) => {
    const found = findAt(held, index);
    const row = one(database, `${STORED_CHUNK} WHERE c.id = ?`, found.chunkId);
    const wordScores = found.wordScores(terms, statistics).map(score => score / bestWords);
    const { vector } = found;
    return { ...toChunk(row ?? {}), ...parts, wordScores, ...(request.vectors ? { vector } : {}) };
  });
}

/** A place after all: its postings are empty. */
const NO_TERM = 0xffffffff;

export function countWords(database: Database, loaded: Loaded, name: string, words: readonly string[]): number[] {
  const collection = findCollection(database, name);
  if (collection === undefined || collection.chunks === 0) return words.map(() => 0);
  const terms = words.map(word => findTerm(database, word) ?? NO_TERM);
  return [...countTerms(hold(database, loaded, collection), terms).holding];
}

const POINTS = `
  SELECT * FROM (
    SELECT c.id, c.chunk_id, c.heading_path, s.uri, s.title, ROW_NUMBER() OVER (ORDER BY c.source, c.id) - 1 AS place
    FROM chunks c JOIN sources s ON s.id = c.source
    WHERE c.collection = (SELECT id FROM collections WHERE name = ?)
  ) WHERE place % ? = 0 ORDER BY place`;

export function listPoints(database: Database, name: string, step: number): ChunkPoint[] {
  const vectorOf = vectorReader(database);
  return all(database, POINTS, name, step).map(row => ({
    chunkId: String(row['chunk_id']),
    uri: String(row['uri']),
    title: String(row['title']),
    headingPath: parseJson(row['heading_path'], isStringList, []),
    vector: vectorOf(Number(row['id'])),
  }));
}

/** Read only when asked: a filter looks at what is not kept in memory. Undefined: all may. */
function allowedBy(
  database: Database,
  held: LoadedCollection,
  filter: Filter = [],
): ((index: number) => boolean) | undefined {
  if (filter.length === 0) return undefined;
  const ids = idsOf(held);
  const allowed = new Set<number>();
  for (const row of each(database, `${STORED_CHUNK} WHERE c.collection = ?`, held.id)) {
    if (matchesFilter(toChunk(row), filter)) allowed.add(Number(row['id']));
  }
  return index => allowed.has(ids[index] ?? -1);
}

function hold(database: Database, loaded: Loaded, collection: CollectionRow): LoadedCollection {
  const held = refresh(database, loaded.get(collection.name), collection);
  const { dimensions } = collection;
  for (const { values, chunkIds } of held.segments)
    if (values.length !== chunkIds.length * dimensions) throw corrupt('a row of vectors');
  loaded.set(collection.name, held);
  return held;
}
