import type { SQLOutputValue } from 'node:sqlite';
import type { CollectionInfo, ExaminedChunk, StoredChunk, VectorStore } from '../../engine/ports.ts';
import { vectorReader } from './blocks.ts';
import { all, corrupt, one, type Database, type Row } from './database.ts';

export interface CollectionRow extends CollectionInfo {
  readonly id: number;
  readonly changes: number;
}

export function findCollection(database: Database, name: string): CollectionRow | undefined {
  const row = one(database, 'SELECT id, model, dimensions, changes FROM collections WHERE name = ?', name);
  if (row === undefined) return undefined;
  const id = Number(row['id']);
  const count = one(database, 'SELECT COALESCE(SUM(chunks), 0) AS chunks FROM blocks WHERE collection = ?', id);
  return {
    id,
    name,
    model: String(row['model']),
    dimensions: Number(row['dimensions']),
    chunks: Number(count?.['chunks']),
    changes: Number(row['changes']),
  };
}

export const listCollections = (database: Database): readonly string[] =>
  all(database, 'SELECT name FROM collections ORDER BY name').map(row => String(row['name']));

type ChunksRequest = Parameters<VectorStore['chunks']>[0];

/** The collection is said of both: so a Source is found by its address, and not by reading all chunks. */
const OF_SOURCE = 'FROM chunks c JOIN sources s ON s.id = c.source AND s.collection = c.collection';
export const STORED_CHUNK = `SELECT c.*, s.uri, s.title ${OF_SOURCE}`;

/** In the order in which Sources were indexed, and of their text. */
export function listChunks(database: Database, request: ChunksRequest): Awaited<ReturnType<VectorStore['chunks']>> {
  const collection = findCollection(database, request.collection);
  if (collection === undefined) return { total: 0, chunks: [] };
  const filter = request.uri === undefined ? '' : 'AND s.uri = ?';
  const values = [collection.id, ...(request.uri === undefined ? [] : [request.uri])];
  const order = 'ORDER BY c.source, c.id LIMIT ? OFFSET ?';
  const sql = `${STORED_CHUNK} WHERE c.collection = ? ${filter} ${order}`;
  const rows = all(database, sql, ...values, request.count, request.from);
  return {
    total: request.uri === undefined ? collection.chunks : countChunks(database, values),
    chunks: rows.map(toChunk),
  };
}

function countChunks(database: Database, values: (string | number)[]): number {
  const sql = `SELECT COUNT(*) AS n ${OF_SOURCE} WHERE c.collection = ? AND s.uri = ?`;
  return Number(one(database, sql, ...values)?.['n']);
}

const SCANNED = `
  SELECT c.*, s.uri, s.title, ROW_NUMBER() OVER (PARTITION BY c.source ORDER BY c.id) - 1 AS place
  ${OF_SOURCE} WHERE c.collection = ? AND c.source = ? ORDER BY c.id`;
const SCANNED_CHUNKS = 200;

type Take = Parameters<VectorStore['scan']>[1];

/** Source by Source, gathered to pages: a Source's chunks lie together. */
export async function scanChunks(database: Database, name: string, take: Take): Promise<void> {
  const collection = findCollection(database, name);
  if (collection === undefined) return;
  const vectorOf = vectorReader(database);
  let page: ExaminedChunk[] = [];
  for (const { id } of all(database, 'SELECT id FROM sources WHERE collection = ? ORDER BY id', collection.id)) {
    page.push(...all(database, SCANNED, collection.id, id ?? 0).map(row => toExamined(row, vectorOf)));
    if (page.length < SCANNED_CHUNKS) continue;
    await take(page);
    page = [];
  }
  if (page.length > 0) await take(page);
}

const EXAMINED_CHUNK = `
  SELECT c.*, s.uri, s.title, (
    SELECT COUNT(*) FROM chunks b WHERE b.collection = c.collection AND b.source = c.source AND b.id < c.id
  ) AS place ${OF_SOURCE}
  WHERE s.collection = (SELECT id FROM collections WHERE name = ?) AND s.uri = ? AND c.chunk_id = ?`;

export function examineChunk(
  database: Database,
  name: string,
  uri: string,
  chunkId: string,
): ExaminedChunk | undefined {
  const row = one(database, EXAMINED_CHUNK, name, uri, chunkId);
  return row && toExamined(row, vectorReader(database));
}

const toExamined = (row: Row, vectorOf: (id: number) => Float32Array): ExaminedChunk => ({
  ...toChunk(row),
  vector: vectorOf(Number(row['id'])),
  at: Number(row['place']),
});

export function toChunk(row: Row): StoredChunk {
  return {
    chunkId: String(row['chunk_id']),
    uri: String(row['uri']),
    title: String(row['title']),
    text: String(row['text']),
    start: Number(row['start']),
    end: Number(row['stop']),
    tokens: Number(row['tokens']),
    headingPath: parseJson(row['heading_path'], isStringList, []),
    metadata: parseJson(row['metadata'], isRecord, {}),
  };
}

export function parseJson<Value>(
  text: SQLOutputValue | undefined,
  is: (value: unknown) => value is Value,
  none: Value,
): Value {
  let value: unknown;
  try {
    value = JSON.parse(String(text));
  } catch {
    throw corrupt('JSON');
  }
  return is(value) ? value : none;
}

export const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
