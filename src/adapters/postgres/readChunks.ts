import type { ChunkPoint, ExaminedChunk, VectorStore } from '../../engine/ports.ts';
import { findCollection } from './collections.ts';
import { SNAPSHOT, transact, type Pool } from './connection.ts';
import { countOf, fromText, MARKER, ofSource, recordOf, toChunk, type ChunkRow } from './rows.ts';

type ChunksRequest = Parameters<VectorStore['chunks']>[0];

const COLUMNS = 'id, document, cmetadata';

/** In the order in which Sources were indexed, and of their text: that of their ids. What others wrote: by its id. */
export async function listChunks(pool: Pool, request: ChunksRequest): ReturnType<VectorStore['chunks']> {
  const collection = await findCollection(pool, request.collection);
  if (collection === undefined) return { total: 0, chunks: [] };
  const { uri, from, count } = request;
  const where = `WHERE collection_id = $1${uri === undefined ? '' : ' AND cmetadata @> $2::jsonb'}`;
  const values = uri === undefined ? [collection.uuid] : [collection.uuid, JSON.stringify({ uri })];
  const page = ` ORDER BY id LIMIT $${values.length + 1} OFFSET $${values.length + 2}`;
  const sql = `SELECT ${COLUMNS} FROM langchain_pg_embedding ${where}${page}`;
  const { rows } = await pool.query<ChunkRow>(sql, [...values, count, from]);
  return {
    total: uri === undefined ? collection.chunks : await countChunks(pool, where, values),
    chunks: rows.map(toChunk),
  };
}

async function countChunks(pool: Pool, where: string, values: readonly string[]): Promise<number> {
  const sql = `SELECT count(*)::int AS n FROM langchain_pg_embedding ${where}`;
  return (await pool.query<{ n: number }>(sql, [...values])).rows[0]?.n ?? 0;
}

const EXAMINED = `
  SELECT ${COLUMNS}, embedding::text AS vector FROM langchain_pg_embedding
  WHERE collection_id = (SELECT uuid FROM langchain_pg_collection WHERE name = $1) AND
    (cmetadata @> $2::jsonb OR id = $3)`;

export async function examineChunk(
  pool: Pool,
  asked: readonly [string, string, string],
): Promise<ExaminedChunk | undefined> {
  const [collection, uri, chunkId] = asked;
  const contains = JSON.stringify({ uri, chunk_id: chunkId });
  const { rows } = await pool.query<VectorRow>(EXAMINED, [collection, contains, chunkId]);
  const row = rows.find(one => toChunk(one).uri === uri);
  return row && toExamined(row);
}

const SCAN = `
  SELECT ${COLUMNS}, embedding::text AS vector FROM langchain_pg_embedding
  WHERE collection_id = $1 AND id > $2 AND embedding IS NOT NULL ORDER BY id LIMIT $3`;
const SCAN_ROWS = 200;

type Take = Parameters<VectorStore['scan']>[1];

export const scanChunks = (pool: Pool, name: string, take: Take): Promise<void> =>
  transact(
    pool,
    async client => {
      const collection = await findCollection(client, name);
      if (collection === undefined) return;
      for (let last: string | undefined = ''; last !== undefined;) {
        const page: VectorRow[] = (await client.query<VectorRow>(SCAN, [collection.uuid, last, SCAN_ROWS])).rows;
        if (page.length > 0) await take(page.map(toExamined));
        last = page.length < SCAN_ROWS ? undefined : page.at(-1)?.id;
      }
    },
    SNAPSHOT,
  );

type VectorRow = ChunkRow & { readonly vector: string };

const toExamined = (row: VectorRow): ExaminedChunk => ({
  ...toChunk(row),
  vector: fromText(row.vector),
  at: countOf(recordOf(recordOf(row.cmetadata)[MARKER])['at']) ?? 0,
});

const POINTS = `
  SELECT ${COLUMNS}, embedding::text AS vector FROM (
    SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM langchain_pg_embedding
    WHERE collection_id = (SELECT uuid FROM langchain_pg_collection WHERE name = $1)
  ) AS placed WHERE place % $2 = 0 ORDER BY place`;

export async function listPoints(pool: Pool, name: string, step: number): Promise<ChunkPoint[]> {
  const { rows } = await pool.query<VectorRow>(POINTS, [name, step]);
  return rows.map(row => {
    const { chunkId, uri, title, headingPath } = toChunk(row);
    return { chunkId, uri, title, headingPath, vector: fromText(row.vector) };
  });
}

const KEY = `
  SELECT min(cmetadata -> '${MARKER}' ->> 'key') AS key, count(*)::int AS n,
    max((cmetadata -> '${MARKER}' ->> 'of')::int) AS of
  FROM langchain_pg_embedding
  WHERE collection_id = (SELECT uuid FROM langchain_pg_collection WHERE name = $1) AND cmetadata @> $2::jsonb`;

/** Undefined as well when somebody took chunks of it away: then it is indexed again. */
export async function findKey(pool: Pool, asked: readonly [string, string, string]): Promise<string | undefined> {
  const [collection, folder, uri] = asked;
  const { rows } = await pool.query<{ key: string | null; n: number; of: number | null }>(KEY, [
    collection,
    ofSource(folder, uri),
  ]);
  const [row] = rows;
  return row?.key && row.n === row.of ? row.key : undefined;
}
