import type { VectorStore } from '../../engine/ports.ts';
import { claimCollection } from './collections.ts';
import type { PoolClient } from './connection.ts';
import { cleanText, ofSource, rowId, toBinary, toMetadata, type PlacedChunk } from './rows.ts';

type ReplaceRequest = Parameters<VectorStore['replaceSource']>[0];

/** Rows a statement: a protocol message names 65,535 parameters at most, and some megabytes are a good size. */
const ROWS = 500;

/** To be called inside a transaction. */
export async function replaceSource(client: PoolClient, folder: string, request: ReplaceRequest): Promise<void> {
  const uuid = await claimCollection(client, request);
  await deleteRows(client, { uuid, folder, uri: request.uri });
  const { uri, title, key, chunks } = request;
  const when = await readClock(client);
  const placed = chunks.map((chunk, at) => ({ when, uuid, folder, uri, title, key, at, of: chunks.length, chunk }));
  for (let from = 0; from < placed.length; from += ROWS) {
    const rows = placed.slice(from, from + ROWS);
    await insertRows(client, uuid, rows);
    await insertWords(client, uuid, rows);
  }
}

/** Not the transaction's time: it may have begun before the writer that it waited for. */
async function readClock(client: PoolClient): Promise<string> {
  const sql = `SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text AS now`;
  return (await client.query<{ now: string }>(sql)).rows[0]?.now ?? '';
}

interface RowsOfSource {
  readonly uuid: string;
  readonly folder: string;
  readonly uri: string;
}

/** Only what carries our marker and this work folder's id. Their words go with them. */
export async function deleteRows(client: PoolClient, { uuid, folder, uri }: RowsOfSource): Promise<void> {
  const sql = 'DELETE FROM langchain_pg_embedding WHERE collection_id = $1 AND cmetadata @> $2::jsonb';
  await client.query(sql, [uuid, ofSource(folder, uri)]);
}

/** Vectors travel in their binary form: 4 bytes a number, and nothing to parse. */
async function insertRows(client: PoolClient, uuid: string, rows: readonly PlacedChunk[]): Promise<void> {
  const values = rows.map((_, row) => `($${row * 4 + 2}, $1, $${row * 4 + 3}, $${row * 4 + 4}, $${row * 4 + 5})`);
  await client.query(
    `INSERT INTO langchain_pg_embedding (id, collection_id, embedding, document, cmetadata) VALUES ${values.join(', ')}`,
    [
      uuid,
      ...rows.flatMap(row => [rowId(row), toBinary(row.chunk.vector), cleanText(row.chunk.text), toMetadata(row)]),
    ],
  );
}

async function insertWords(client: PoolClient, uuid: string, rows: readonly PlacedChunk[]): Promise<void> {
  const words = rows.map(row => {
    const counts = [...row.chunk.words.values()];
    const length = counts.reduce((sum, count) => sum + count, 0);
    return { id: rowId(row), stems: [...row.chunk.words.keys()].map(cleanText), counts, length };
  });
  await client.query(
    `INSERT INTO ingestion_workshop_words (id, collection_id, stems, counts, length)
     SELECT id, $1, stems, counts, length
     FROM json_to_recordset($2) AS t (id text, stems text[], counts int[], length int)`,
    [uuid, JSON.stringify(words)],
  );
}
