import type { VectorStore } from '../../engine/ports.ts';
import { describeCollection, findCollection, listCollections } from './collections.ts';
import { openPool, resolveLogin, transact, type Pool, type PoolClient } from './connection.ts';
import { explainPostgres, isTableMissing } from './explain.ts';
import { examineChunk, findKey, listChunks, listPoints, scanChunks } from './readChunks.ts';
import { countWords } from './scoreWords.ts';
import { search } from './search.ts';
import { listSources, switchCollection } from './switchCollection.ts';
import { ensureTables, findTables } from './tables.ts';
import { deleteRows, replaceSource } from './writeSource.ts';

export interface OpenPostgres {
  readonly databaseUri: string;
  /** The work folder's id, asked for by the first write: rows without it are never changed. */
  folder(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long to wait for another writer before `database_locked`. */
  readonly lockTimeoutMs?: number;
}

/**
 * The vector store in PostgreSQL with pgvector, in LangChain's tables: what we write, LangChain's `similarity_search`
 * finds; what others wrote is searched and listed, never changed. Words lie in a table of ours. Tables are made by the
 * first write; until then every reading finds nothing.
 * Throws config `database_…`, system `database_failed`, config `pgvector_missing`, `pgvector_disabled`, `collection_foreign`, `collection_other_model`,
 * `collection_other_dimensions`; transient `database_unreachable`, `database_locked`.
 */
export function openPostgresStore(request: OpenPostgres): VectorStore {
  const { databaseUri, env, lockTimeoutMs = 5000 } = request;
  const login = resolveLogin(databaseUri, env);
  let pool: Pool | undefined;
  let hasTables = false;
  const ask = async <Result>(work: (pool: Pool) => Promise<Result>): Promise<Result> => {
    try {
      return await work((pool ??= openPool(login, lockTimeoutMs)));
    } catch (thrown) {
      // Somebody dropped the tables meanwhile: as if they had never been.
      if (!hasTables || !isTableMissing(thrown)) throw explainPostgres(login, thrown);
      hasTables = false;
      return ask(work);
    }
  };
  const read = <Result>(nothing: Result, work: (open: Pool) => Promise<Result>): Promise<Result> =>
    ask(async open => {
      if (!hasTables) {
        const there = await findTables(open);
        if (!there.langchain) return nothing;
        hasTables = there.words; // Else LangChain alone has written here.
      }
      return work(open);
    });
  const write = (work: (client: PoolClient, folder: string) => Promise<void>): Promise<void> =>
    ask(async open => {
      if (!hasTables) await ensureTables(open, login.database);
      hasTables = true;
      const folder = await request.folder();
      await transact(open, client => work(client, folder));
    });

  return {
    collection: name => read(undefined, async open => describeCollection(await findCollection(open, name))),
    collections: () => read([], listCollections),
    replaceSource: asked => write((client, folder) => replaceSource(client, folder, asked)),
    removeSource: async (name, uri) => {
      const collection = await read(undefined, open => findCollection(open, name));
      if (collection === undefined) return;
      await write((client, folder) => deleteRows(client, { uuid: collection.uuid, folder, uri }));
    },
    sourceKey: (name, uri) => read(undefined, async open => findKey(open, [name, await request.folder(), uri])),
    sources: name => read([], async open => listSources(open, [name, await request.folder()])),
    switchCollection: (name, beside, seen) =>
      write((client, folder) => switchCollection(client, { name, beside, folder, seen })),
    chunks: asked => read({ total: 0, chunks: [] }, open => listChunks(open, asked)),
    chunk: (name, uri, chunkId) => read(undefined, open => examineChunk(open, [name, uri, chunkId])),
    search: asked => read([], open => search(open, asked, hasTables)),
    wordCounts: (name, words) =>
      read(noneOf(words), open => (hasTables ? countWords(open, name, words) : Promise.resolve(noneOf(words)))),
    scan: (name, take) => read(undefined, open => scanChunks(open, name, take)),
    points: (name, step) => read([], open => listPoints(open, name, step)),
    close: async () => {
      const closing = pool;
      pool = undefined;
      await closing?.end();
    },
  };
}

const noneOf = (words: readonly string[]): number[] => words.map(() => 0);
