import type { IndexedChunk, IndexedSource, VectorStore } from '../../engine/ports.ts';
import { checkUnchanged, checkVectorKind } from '../../model/collection.ts';
import { writeBlocks, type SearchData } from './blocks.ts';
import { all, findTerm, one, run, type Database } from './database.ts';

type ReplaceRequest = Parameters<VectorStore['replaceSource']>[0];

/** To be called inside a transaction. */
export function replaceSource(database: Database, request: ReplaceRequest): void {
  const collection = claimCollection(database, request);
  removeSource(database, collection, request.uri);
  const insert = 'INSERT INTO sources (collection, uri, title, key) VALUES (?, ?, ?, ?)';
  const source = run(database, insert, collection, request.uri, request.title, request.key);
  const written = request.chunks.map(chunk => insertChunk(database, { collection, source, chunk }));
  writeBlocks(database, collection, written);
  run(database, 'UPDATE collections SET changes = changes + 1 WHERE id = ?', collection);
}

/** To be called inside a transaction. */
export function removeSource(database: Database, collection: number, uri: string): void {
  const row = one(database, 'SELECT id FROM sources WHERE collection = ? AND uri = ?', collection, uri);
  if (row === undefined) return;
  const source = Number(row['id']);
  const ofSource = '(SELECT id FROM chunks WHERE collection = ? AND source = ?)';
  run(database, `DELETE FROM blocks WHERE first IN ${ofSource}`, collection, source);
  run(database, 'DELETE FROM chunks WHERE collection = ? AND source = ?', collection, source);
  run(database, 'DELETE FROM sources WHERE id = ?', source);
  run(database, 'UPDATE collections SET changes = changes + 1 WHERE id = ?', collection);
}

/** To be called inside a transaction. */
export function switchCollection(
  database: Database,
  [name, beside]: readonly [name: string, beside: string],
  seen: readonly IndexedSource[],
): void {
  checkUnchanged(name, listSources(database, name), seen);
  const [former, found] = [idOf(database, name), idOf(database, beside)];
  if (found === undefined) throw new Error(`no collection ${beside}`);
  if (former !== undefined) removeCollection(database, former);
  run(database, 'UPDATE collections SET name = ? WHERE id = ?', name, found);
}

export const listSources = (database: Database, collection: string): IndexedSource[] =>
  all(database, SOURCES, collection).map(row => ({
    uri: String(row['uri']),
    title: String(row['title']),
    key: String(row['key']),
    chunks: Number(row['chunks']),
  }));

const SOURCES = `
  SELECT s.uri, s.title, s.key, (
    SELECT COUNT(*) FROM chunks k WHERE k.collection = s.collection AND k.source = s.id) AS chunks
  FROM sources s JOIN collections c ON c.id = s.collection WHERE c.name = ? ORDER BY s.id`;

function idOf(database: Database, collection: string): number | undefined {
  const row = one(database, 'SELECT id FROM collections WHERE name = ?', collection);
  return row === undefined ? undefined : Number(row['id']);
}

function removeCollection(database: Database, id: number): void {
  for (const table of ['blocks', 'chunks', 'sources']) run(database, `DELETE FROM ${table} WHERE collection = ?`, id);
  run(database, 'DELETE FROM collections WHERE id = ?', id);
}

/** The collection's id. It belongs to the model of its first chunk; an empty one is anybody's. */
function claimCollection(database: Database, { collection: name, model, chunks }: ReplaceRequest): number {
  const dimensions = chunks[0]?.vector.length ?? 0;
  for (const chunk of chunks) checkVectorKind(name, { model, dimensions }, { dimensions: chunk.vector.length });
  const row = one(database, 'SELECT id, model, dimensions FROM collections WHERE name = ?', name);
  if (row === undefined) {
    return run(database, 'INSERT INTO collections (name, model, dimensions) VALUES (?, ?, ?)', name, model, dimensions);
  }
  const id = Number(row['id']);
  if (one(database, 'SELECT 1 FROM chunks WHERE collection = ? LIMIT 1', id) === undefined) {
    run(database, 'UPDATE collections SET model = ?, dimensions = ? WHERE id = ?', model, dimensions, id);
    return id;
  }
  const known = { model: String(row['model']), dimensions: Number(row['dimensions']) };
  checkVectorKind(name, known, chunks.length === 0 ? { model } : { model, dimensions });
  return id;
}

interface NewChunk {
  readonly collection: number;
  readonly source: number;
  readonly chunk: IndexedChunk;
}

const INSERT_CHUNK = `
  INSERT INTO chunks (collection, source, chunk_id, text, start, stop, tokens, heading_path, metadata)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function insertChunk(database: Database, { collection, source, chunk }: NewChunk): SearchData {
  const { chunkId, text, start, end, tokens, headingPath, metadata } = chunk;
  const json = [JSON.stringify(headingPath), JSON.stringify(metadata)];
  const id = run(database, INSERT_CHUNK, collection, source, chunkId, text, start, end, tokens, ...json);
  const words = new Uint32Array(2 * chunk.words.size);
  let at = 0;
  for (const [term, count] of chunk.words) {
    words[at++] = termId(database, term);
    words[at++] = count;
  }
  return { id, vector: chunk.vector, words };
}

function termId(database: Database, term: string): number {
  let id = database.termIds.get(term);
  if (id === undefined) {
    id = findTerm(database, term) ?? run(database, 'INSERT INTO terms (term) VALUES (?)', term);
    database.termIds.set(term, id);
  }
  return id;
}
