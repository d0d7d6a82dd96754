import type { IndexedSource } from '../../engine/ports.ts';
import { checkUnchanged } from '../../model/collection.ts';
import { fail } from '../../model/problem.ts';
import type { Pool, PoolClient } from './connection.ts';
import { MARKER, ofFolder } from './rows.ts';

const SOURCES = `
  SELECT cmetadata ->> 'uri' AS uri, max(cmetadata ->> 'title') AS title, max(cmetadata -> '${MARKER}' ->> 'key') AS key,
    count(*)::int AS chunks
  FROM langchain_pg_embedding
  WHERE collection_id = (SELECT uuid FROM langchain_pg_collection WHERE name = $1) AND cmetadata @> $2::jsonb
  GROUP BY 1 ORDER BY min(id)`;

/** Of this work folder. */
export async function listSources(
  queryable: Pool | PoolClient,
  [name, folder]: readonly [name: string, folder: string],
): Promise<IndexedSource[]> {
  return (await queryable.query<IndexedSource>(SOURCES, [name, ofFolder(folder)])).rows;
}

const OTHERS = `
  SELECT 1 FROM langchain_pg_embedding
  WHERE collection_id = (SELECT uuid FROM langchain_pg_collection WHERE name = $1) AND
    (cmetadata @> $2::jsonb) IS NOT TRUE LIMIT 1`;

interface Switch {
  readonly name: string;
  readonly beside: string;
  readonly folder: string;
  readonly seen: readonly IndexedSource[];
}

/** To be called inside a transaction. Throws config `collection_shared`: what others wrote would go with the collection. */
export async function switchCollection(client: PoolClient, { name, beside, folder, seen }: Switch): Promise<void> {
  await client.query('SELECT 1 FROM langchain_pg_collection WHERE name = ANY($1) ORDER BY name FOR UPDATE', [
    [name, beside],
  ]);
  checkUnchanged(name, await listSources(client, [name, folder]), seen);
  const others = await client.query(OTHERS, [name, ofFolder(folder)]);
  if (others.rows.length > 0) throw fail('config', 'collection_shared', { collection: name });
  await client.query('DELETE FROM langchain_pg_collection WHERE name = $1', [name]);
  await client.query('UPDATE langchain_pg_collection SET name = $1 WHERE name = $2', [name, beside]);
}
