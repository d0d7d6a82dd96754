import { randomUUID } from 'node:crypto';
import type { CollectionInfo, VectorStore } from '../../engine/ports.ts';
import { checkVectorKind, type VectorKind } from '../../model/collection.ts';
import { fail } from '../../model/problem.ts';
import type { Pool, PoolClient } from './connection.ts';
import { countOf, recordOf, textOf } from './rows.ts';

type ReplaceRequest = Parameters<VectorStore['replaceSource']>[0];
type Queryable = Pool | PoolClient;

export interface FoundCollection {
  readonly uuid: string;
  readonly name: string;
  readonly chunks: number;
  /** Undefined: who made it did not say by which model. */
  readonly kind: VectorKind | undefined;
}

const FIND = `
  SELECT uuid, cmetadata, (SELECT count(*)::int FROM langchain_pg_embedding WHERE collection_id = uuid) AS chunks
  FROM langchain_pg_collection WHERE name = $1`;

export async function findCollection(queryable: Queryable, name: string): Promise<FoundCollection | undefined> {
  const { rows } = await queryable.query<{ uuid: string; cmetadata: unknown; chunks: number }>(FIND, [name]);
  const [row] = rows;
  return row && { uuid: row.uuid, name, chunks: row.chunks, kind: kindOf(row.cmetadata) };
}

/** Throws config `collection_foreign`: vectors of an unknown model can be compared with nothing. */
export function knownKind({ name, chunks, kind }: FoundCollection): VectorKind {
  if (kind === undefined && chunks > 0) throw fail('config', 'collection_foreign', { collection: name });
  return kind ?? { model: '', dimensions: 0 };
}

export function describeCollection(found: FoundCollection | undefined): CollectionInfo | undefined {
  return found && { name: found.name, chunks: found.chunks, ...knownKind(found) };
}

export async function listCollections(queryable: Queryable): Promise<readonly string[]> {
  const sql = 'SELECT name FROM langchain_pg_collection ORDER BY name COLLATE "C"';
  return (await queryable.query<{ name: string }>(sql)).rows.map(row => row.name);
}

/**
 * The collection's id, its row locked until the transaction ends: one of us writes it at a time, readers and LangChain's
 * own writers do not wait. It belongs to the model of its first chunk; an empty one is anybody's.
 */
export async function claimCollection(client: PoolClient, request: ReplaceRequest): Promise<string> {
  const { collection: name, model, chunks } = request;
  const dimensions = chunks[0]?.vector.length ?? 0;
  for (const chunk of chunks) checkVectorKind(name, { model, dimensions }, { dimensions: chunk.vector.length });
  const insert =
    'INSERT INTO langchain_pg_collection (uuid, name, cmetadata) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
  await client.query(insert, [randomUUID(), name, JSON.stringify({ model, dimensions })]);
  await client.query('SELECT 1 FROM langchain_pg_collection WHERE name = $1 FOR NO KEY UPDATE', [name]);
  const known = await findCollection(client, name);
  if (known === undefined) return claimCollection(client, request); // Deleted between two statements.
  if (known.chunks > 0)
    checkVectorKind(name, knownKind(known), chunks.length === 0 ? { model } : { model, dimensions });
  else await nameModel(client, known.uuid, { model, dimensions });
  return known.uuid;
}

/** What else LangChain's people keep there stays. */
async function nameModel(client: PoolClient, uuid: string, kind: VectorKind): Promise<void> {
  const merged = `COALESCE(NULLIF(cmetadata::jsonb, 'null'), '{}') || $2::jsonb`;
  await client.query(`UPDATE langchain_pg_collection SET cmetadata = (${merged})::json WHERE uuid = $1`, [
    uuid,
    JSON.stringify(kind),
  ]);
}

function kindOf(cmetadata: unknown): VectorKind | undefined {
  const { model, dimensions } = recordOf(cmetadata);
  const [name, length] = [textOf(model), countOf(dimensions)];
  return !name || length === undefined ? undefined : { model: name, dimensions: length };
}
