import type { Pool, PoolClient } from './connection.ts';
import { transact } from './connection.ts';
import { fail } from '../../model/problem.ts';

/** LangChain makes its tables under this lock; so do we, and two that begin at once do not collide. */
const LANGCHAIN_LOCK = '1573678846307946496';

/**
 * LangChain's two tables as langchain-postgres 0.0.19 makes them, and beside them what it has none of: an index by
 * collection, and the words of our chunks. Their row goes with the chunk's, whoever deletes it.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS langchain_pg_collection (
  uuid UUID PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, cmetadata JSON);
CREATE TABLE IF NOT EXISTS langchain_pg_embedding (
  id VARCHAR PRIMARY KEY, collection_id UUID REFERENCES langchain_pg_collection (uuid) ON DELETE CASCADE,
  embedding VECTOR, document VARCHAR, cmetadata JSONB);
CREATE INDEX IF NOT EXISTS ix_cmetadata_gin ON langchain_pg_embedding USING gin (cmetadata jsonb_path_ops);
CREATE INDEX IF NOT EXISTS ix_embedding_collection ON langchain_pg_embedding (collection_id, id);
CREATE TABLE IF NOT EXISTS ingestion_workshop_words (
  id VARCHAR PRIMARY KEY REFERENCES langchain_pg_embedding (id) ON DELETE CASCADE,
  collection_id UUID NOT NULL, stems TEXT[] NOT NULL, counts INT[] NOT NULL, length INT NOT NULL);
CREATE INDEX IF NOT EXISTS ix_words_stems ON ingestion_workshop_words USING gin (stems);
CREATE INDEX IF NOT EXISTS ix_words_collection ON ingestion_workshop_words (collection_id) INCLUDE (length);
`;

const THERE = `
SELECT to_regclass('langchain_pg_collection') IS NOT NULL AND to_regclass('langchain_pg_embedding') IS NOT NULL AS langchain,
  to_regclass('ingestion_workshop_words') IS NOT NULL AS words`;

export interface Tables {
  readonly langchain: boolean;
  readonly words: boolean;
}

export async function findTables(pool: Pool): Promise<Tables> {
  const { rows } = await pool.query<Tables>(THERE);
  return rows[0] ?? { langchain: false, words: false };
}

/** Makes what is missing. Where all is there no right to create is needed. Throws config `pgvector_missing`, `pgvector_disabled`. */
export async function ensureTables(pool: Pool, database: string): Promise<void> {
  const there = await findTables(pool);
  if (there.langchain && there.words) return;
  await transact(pool, async client => {
    await client.query(`SELECT pg_advisory_xact_lock(${LANGCHAIN_LOCK})`);
    await ensureExtension(client, database);
    await client.query(TABLES);
  });
}

/** An administrator may have to do it: said as such, and not as a right that is missing somewhere. */
async function ensureExtension(client: PoolClient, database: string): Promise<void> {
  const installed = await client.query(`SELECT 1 FROM pg_extension WHERE extname = 'vector'`);
  if (installed.rows.length > 0) return;
  const available = await client.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'vector'`);
  if (available.rows.length === 0) throw fail('config', 'pgvector_missing', { database });
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS vector');
  } catch (thrown) {
    const refused = thrown instanceof Error && 'code' in thrown && thrown.code === '42501';
    throw refused ? fail('config', 'pgvector_disabled', { database }, thrown) : thrown;
  }
}
