import { execFileSync } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../../src/adapters/postgres/store.ts';
import { createFakeStore } from '../fakes/vectorStore.ts';
import { startPostgres } from '../servers/postgres.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';
import { chunkOf, describeVectorStore, pageOf, problem } from './vectorStore.suite.ts';

const server = orSkip('postgres', await startPostgres());
const url = server?.url ?? '';
const admin = server && new pg.Pool({ connectionString: url, max: 2 });
admin?.on('error', () => undefined);
afterAll(async () => {
  await admin?.end();
  await server?.stop();
});

const FOLDER = '11111111-1111-4111-8111-111111111111';
const OTHER_FOLDER = '22222222-2222-4222-8222-222222222222';
/** As the workshop's own input files write it. */
const sqlalchemy = url.replace('postgresql:', 'postgresql+psycopg:');
const open = (databaseUri = sqlalchemy, folder = FOLDER, env = {}) =>
  openPostgresStore({ databaseUri, folder: async () => folder, env, lockTimeoutMs: 50 });
const query = async (sql: string): Promise<readonly Record<string, unknown>[]> => (await admin?.query(sql))?.rows ?? [];
const drop = () =>
  query('DROP TABLE IF EXISTS ingestion_workshop_words, langchain_pg_embedding, langchain_pg_collection');
const openEmpty = async () => {
  await drop();
  return open();
};

const TRAM = chunkOf('le tram part', [1, 0, 0]);
const BIKE = chunkOf('le vélo reste', [0, 1, 0]);
const ask = { collection: 'default', vector: new Float32Array([1, 0, 0]), words: ['tram'], k: 5 };
const list = { collection: 'default', from: 0, count: 10 };
const textsOf = (found: readonly { text: string }[]): string[] => found.map(({ text }) => text).sort();

describeVectorStore('the PostgreSQL store', openEmpty, server === undefined);

describe.skipIf(server === undefined)('PostgreSQL', () => {
  test('reading makes no table', async () => {
    const store = await openEmpty();
    await store.search(ask);
    await store.removeSource('default', 'a');
    await store.close();
    expect(await query(`SELECT to_regclass('langchain_pg_collection') AS it`)).toEqual([{ it: null }]);
  });

  test('scores as the other stores do, words and vectors of many chunks together', async () => {
    const [postgres, fake] = [await openEmpty(), createFakeStore()];
    const random = seeded(7);
    const words = ['tram', 'bus', 'vélo', 'gare', 'nuit', 'pass', 'quai', 'pont'];
    for (let source = 0; source < 12; source++) {
      const chunks = Array.from({ length: 9 }, (_, at) => {
        const text = Array.from({ length: 3 + Math.floor(random() * 9) }, () => words[Math.floor(random() * 8)]).join(
          ' ',
        );
        return { ...chunkOf(text, unit([random() - 0.5, random() - 0.5, random() - 0.5])), chunkId: `${source}-${at}` };
      });
      for (const store of [postgres, fake]) await store.replaceSource(pageOf(`page ${source}`, chunks));
    }
    for (const asked of [['tram'], ['nuit', 'quai'], [], ['nowhere'], ['gare', 'bus', 'pont']]) {
      for (const k of [1, 5, 40]) {
        const filter = k === 5 ? [{ field: 'uri', values: ['page 2', 'page 7', 'page 9'] }] : [];
        const request = { ...ask, k, filter, vector: new Float32Array(unit([0.2, -0.4, 0.6])), words: asked };
        const [ours, theirs] = [await postgres.search(request), await fake.search(request)];
        expect(ours.map(({ chunkId }) => chunkId)).toEqual(theirs.map(({ chunkId }) => chunkId));
        ours.forEach((hit, at) => {
          expect(hit.score).toBeCloseTo(theirs[at]?.score ?? NaN, 5);
          expect(hit.wordsScore).toBeCloseTo(theirs[at]?.wordsScore ?? NaN, 9);
        });
      }
    }
    await postgres.close();
  });

  test('U+0000 and halves of characters are left out, a backslash before them is not', async () => {
    const store = await openEmpty();
    const metadata = { 'k\0': 'a\0b', path: 'C:\\u0000', half: 'x\ud83dy' };
    await store.replaceSource(pageOf('a\0', [{ ...chunkOf('le\0 tram', [1, 0, 0]), metadata }]));
    const { chunks } = await store.chunks(list);
    expect(chunks[0]).toMatchObject({
      ...{ uri: 'a', text: 'le tram', title: 'Titre de a' },
      metadata: { k: 'ab', path: 'C:\\u0000', half: 'x\ufffdy' },
    });
    await store.close();
  });

  test('metadata of the names that we use come back as the Source had them', async () => {
    const store = await openEmpty();
    const metadata = { title: 'Another title', uri: 7, kind: 'notice' };
    await store.replaceSource(pageOf('a', [{ ...TRAM, metadata }]));
    expect((await store.chunks(list)).chunks[0]).toMatchObject({ uri: 'a', title: 'Titre de a', metadata });
    await store.close();
  });

  test('two work folders share a collection, and neither touches the other’s chunks', async () => {
    const [ours, theirs] = [await openEmpty(), open(undefined, OTHER_FOLDER)];
    await ours.replaceSource(pageOf('a', [TRAM], 'key of ours'));
    await theirs.replaceSource(pageOf('a', [BIKE], 'key of theirs'));
    await theirs.replaceSource({ ...pageOf('a', [BIKE]), collection: 'other' });
    await ours.replaceSource(pageOf('a', [chunkOf('le bus', [1, 0, 0])], 'key of ours'));
    expect(textsOf((await theirs.chunks(list)).chunks)).toEqual(['le bus', 'le vélo reste']);
    await ours.removeSource('default', 'a');
    expect(textsOf(await ours.search(ask))).toEqual(['le vélo reste']);
    expect(await theirs.sourceKey('default', 'a')).toBe('key of theirs');
    expect(await ours.sourceKey('default', 'a')).toBeUndefined();
    await Promise.all([ours.close(), theirs.close()]);
  });

  test('a collection that others write, too, is not switched', async () => {
    const [ours, theirs] = [await openEmpty(), open(undefined, OTHER_FOLDER)];
    await ours.replaceSource(pageOf('a', [TRAM]));
    await ours.replaceSource({ ...pageOf('a', [BIKE]), collection: 'beside' });
    await theirs.replaceSource(pageOf('b', [BIKE]));
    const switched = ours.switchCollection('default', 'beside', await ours.sources('default'));
    await expect(switched).rejects.toEqual(problem('config', 'collection_shared'));
    expect(await ours.collections()).toEqual(['beside', 'default']);
    await Promise.all([ours.close(), theirs.close()]);
  });

  test('chunks built beside after a switch take no id of those that are there', async () => {
    const store = await openEmpty();
    const beside = { ...pageOf('a', [TRAM]), collection: 'beside' };
    await store.replaceSource(beside);
    await store.switchCollection('default', 'beside', []);
    await store.replaceSource(beside);
    expect(await store.sourceKey('default', 'a')).toBe('key-1');
    await store.close();
  });

  test('an HNSW index that somebody has made is used, for more than it gives at once, and with a filter', async () => {
    const first = await openEmpty();
    const chunks = Array.from({ length: 90 }, (_, at) => ({
      ...{ ...chunkOf(`page ${at}`, unit([1, at / 90, 0])), metadata: { part: at % 3 } },
    }));
    await first.replaceSource(pageOf('a', chunks));
    await first.replaceSource({ ...pageOf('a', [chunkOf('other', [1, 0])]), collection: 'of another length' });
    await query(`CREATE INDEX nearby ON langchain_pg_embedding USING hnsw ((embedding::vector(3)) vector_cosine_ops)
      WHERE vector_dims(embedding) = 3`);
    await query('ALTER ROLE postgres SET enable_seqscan = off');
    await query('ALTER ROLE postgres SET enable_bitmapscan = off');
    const store = open();
    const found = await store.search({ ...ask, words: [], k: 60 });
    expect(textsOf(found)).toEqual(textsOf(chunks.slice(0, 60)));
    const filtered = await store.search({ ...ask, words: [], k: 25, filter: [{ field: 'part', values: ['2'] }] });
    expect(textsOf(filtered)).toEqual(textsOf(chunks.filter((_, at) => at % 3 === 2).slice(0, 25)));
    await Promise.all([first.close(), store.close()]);
    await query('ALTER ROLE postgres RESET ALL');
    const uses = async () => query(`SELECT idx_scan::int AS n FROM pg_stat_user_indexes WHERE indexrelname = 'nearby'`);
    await expect.poll(uses).toEqual([{ n: expect.toSatisfy((n: number) => n >= 2) }]);
  });

  test('a Source that lost a chunk is indexed again', async () => {
    const store = await openEmpty();
    await store.replaceSource(pageOf('a', [TRAM, BIKE]));
    await query(`DELETE FROM langchain_pg_embedding WHERE document = 'le tram part'`);
    expect(await store.sourceKey('default', 'a')).toBeUndefined();
    expect((await store.search(ask)).map(({ wordsScore }) => wordsScore)).toEqual([0]);
    await store.close();
  });

  test('a replacement that breaks off leaves the old chunks', async () => {
    const store = await openEmpty();
    await store.replaceSource(pageOf('a', [TRAM]));
    await query(`ALTER TABLE langchain_pg_embedding ADD CONSTRAINT no_bus CHECK (document <> 'le bus')`);
    const chunks = [chunkOf('le métro', [1, 0, 0]), chunkOf('le bus', [1, 0, 0])];
    await expect(store.replaceSource(pageOf('a', chunks))).rejects.toThrow('no_bus');
    expect(textsOf((await store.chunks(list)).chunks)).toEqual(['le tram part']);
    await store.close();
  });

  test('a writer that never ends makes the other one say so, and harms no reader', async () => {
    const store = await openEmpty();
    await store.replaceSource(pageOf('a', [TRAM]));
    const other = await admin?.connect();
    await other?.query(`BEGIN; SELECT 1 FROM langchain_pg_collection FOR UPDATE`);
    await expect(store.replaceSource(pageOf('b', [BIKE]))).rejects.toEqual(problem('transient', 'database_locked'));
    expect(await store.search(ask)).toHaveLength(1);
    await other?.query('ROLLBACK');
    other?.release();
    await store.replaceSource(pageOf('b', [BIKE]));
    await store.close();
  });

  test('many writers that begin together make the tables once and lose nothing', async () => {
    await drop();
    const request = { databaseUri: sqlalchemy, folder: async () => FOLDER, env: {} };
    const stores = Array.from({ length: 4 }, () => openPostgresStore(request));
    await Promise.all(stores.map((store, at) => store.replaceSource(pageOf(`page ${at}`, [TRAM, BIKE]))));
    expect((await stores[0]?.collection('default'))?.chunks).toBe(8);
    await Promise.all(stores.map(store => store.close()));
  });
});

describe.skipIf(server === undefined)('what PostgreSQL refuses is named', () => {
  const refusal = (databaseUri: string, env = {}) =>
    open(databaseUri, FOLDER, env)
      .collection('default')
      .then(
        () => undefined,
        (thrown: { problem?: unknown }) => thrown.problem,
      );
  const guarded = (user: string, password = '') => `postgresql://${user}${password}@127.0.0.1:${server?.port}/guarded`;
  const SECRET = 'p@ss/w:rd?#%';

  beforeAll(async () => {
    await query('CREATE DATABASE guarded');
    await query(`CREATE ROLE learner LOGIN PASSWORD '${SECRET}'`);
    const rules = ['host guarded learner 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust'];
    await query(`COPY (VALUES ${rules.map(rule => `('${rule}')`).join(', ')}) TO PROGRAM 'cat > pg_hba.conf'`);
    await query('SELECT pg_reload_conf()');
  });

  test('a password with special characters, in the address, by a variable, by PGPASSWORD', async () => {
    for (const [uri, env] of [
      [guarded('learner', `:${encodeURIComponent(SECRET)}`), {}],
      [guarded('learner', `:${SECRET}`), {}],
      [guarded('learner', ':${env:WORKSHOP_PW}'), { WORKSHOP_PW: SECRET }],
      [guarded('learner'), { PGPASSWORD: SECRET }],
      [guarded('learner', ':***'), { PGPASSWORD: SECRET }],
    ] as const) {
      expect(await refusal(uri, env)).toBeUndefined();
    }
  });

  test('a wrong password, none, and one that the record does not hold', async () => {
    const wrong = await refusal(guarded('learner', ':hunter2'));
    expect(wrong).toMatchObject({ kind: 'config', code: 'database_login_refused', params: { user: 'learner' } });
    expect(JSON.stringify(wrong)).not.toContain('hunter2');
    expect(await refusal(guarded('learner'))).toMatchObject({ kind: 'config', code: 'database_password_missing' });
    expect(() => open(guarded('learner', ':***'))).toThrow(problem('config', 'database_password_masked'));
    expect(() => open(guarded('learner', ':${env:NOT_SET}'))).toThrow(problem('config', 'database_variable_missing'));
  });

  test('a server that has no pgvector', async () => {
    const owner = new pg.Client({ connectionString: url.replace(/postgres$/, 'guarded') });
    await owner.connect();
    // What such a server lists as available: a schema in front of its own catalogue says it.
    await owner.query(`CREATE SCHEMA bare; GRANT USAGE ON SCHEMA bare TO learner;
      CREATE VIEW bare.pg_available_extensions AS SELECT * FROM pg_catalog.pg_available_extensions WHERE name <> 'vector';
      GRANT SELECT ON bare.pg_available_extensions TO learner;
      ALTER ROLE learner IN DATABASE guarded SET search_path = bare, pg_catalog, public`);
    const store = open(guarded('learner'), FOLDER, { PGPASSWORD: SECRET });
    await expect(store.replaceSource(pageOf('a', [TRAM]))).rejects.toEqual(problem('config', 'pgvector_missing'));
    await owner.query('ALTER ROLE learner IN DATABASE guarded RESET search_path; DROP SCHEMA bare CASCADE');
    const { rows } = await owner.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public'`);
    expect(rows).toEqual([]);
    await Promise.all([store.close(), owner.end()]);
  });

  test('a database that is missing, a right that is missing, pgvector that is not enabled', async () => {
    expect(await refusal(url.replace(/postgres$/, 'nowhere'))).toMatchObject({
      ...{ kind: 'config', code: 'database_missing' },
      params: { database: 'nowhere' },
    });
    const store = open(guarded('learner'), FOLDER, { PGPASSWORD: SECRET });
    await expect(store.replaceSource(pageOf('a', [TRAM]))).rejects.toEqual(problem('config', 'pgvector_disabled'));
    const owner = new pg.Client({ connectionString: url.replace(/postgres$/, 'guarded') });
    await owner.connect();
    await owner.query('CREATE EXTENSION vector');
    await expect(store.replaceSource(pageOf('a', [TRAM]))).rejects.toEqual(problem('config', 'database_permission'));
    await owner.query('GRANT CREATE ON SCHEMA public TO learner');
    await store.replaceSource(pageOf('a', [TRAM]));
    await Promise.all([store.close(), owner.end()]);
  });

  test('tables of an older LangChain', async () => {
    await drop();
    await query(`CREATE TABLE langchain_pg_collection (uuid UUID PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, cmetadata JSON);
      CREATE TABLE langchain_pg_embedding (uuid UUID PRIMARY KEY, collection_id UUID, embedding VECTOR, document VARCHAR,
        cmetadata JSON, custom_id VARCHAR)`);
    const store = open();
    await expect(store.replaceSource(pageOf('a', [TRAM]))).rejects.toEqual(problem('config', 'database_other_layout'));
    await expect(store.sources('default')).rejects.toEqual(problem('config', 'database_other_layout'));
    await store.close();
    await drop();
  });

  test('a database that takes no changes', async () => {
    const store = await openEmpty();
    await store.replaceSource(pageOf('a', [TRAM]));
    await store.close();
    const reader = open(url);
    await query('ALTER DATABASE postgres SET default_transaction_read_only = on');
    expect(await reader.search(ask)).toHaveLength(1);
    await expect(reader.replaceSource(pageOf('b', [TRAM]))).rejects.toEqual(problem('config', 'database_read_only'));
    await reader.close();
    await query('ALTER DATABASE postgres RESET default_transaction_read_only');
    await drop();
  });

  test('what the server says of itself is told in its words', async () => {
    await query('ALTER DATABASE guarded CONNECTION LIMIT 0');
    expect(await refusal(guarded('learner'), { PGPASSWORD: SECRET })).toMatchObject({
      ...{ kind: 'transient', code: 'database_unreachable' },
      params: { reason: expect.stringContaining('too many connections') },
    });
    await query('ALTER DATABASE guarded CONNECTION LIMIT -1');
  });

  test('a way to encrypt that was mistyped is refused, not left out', () => {
    expect(() => open(`${url}?sslmode=requrie`)).toThrow(problem('config', 'database_sslmode_unknown'));
    expect(() => open(url, FOLDER, { PGSSLMODE: 'on' })).toThrow(problem('config', 'database_sslmode_unknown'));
  });

  test('a server that is down is asked again later, a machine that is not there is not', async () => {
    const down = open('postgresql://postgres@127.0.0.1:1/postgres');
    await expect(down.search(ask)).rejects.toEqual(problem('transient', 'database_unreachable'));
    const nobody = await refusal('postgresql://postgres@no-such-host.invalid/db');
    expect(['database_host_unknown', 'database_unreachable']).toContain(Object(nobody).code);
  });

  test('a server that goes away and comes back is found again', async () => {
    const store = await openEmpty();
    await store.replaceSource(pageOf('a', [TRAM]));
    await server?.pause();
    await expect(store.search(ask)).rejects.toEqual(problem('transient', 'database_unreachable'));
    await server?.goOn();
    expect(await store.search(ask)).toHaveLength(1);
    await drop();
    expect(await store.search(ask)).toEqual([]);
    await drop();
    await store.replaceSource(pageOf('a', [TRAM]));
    await store.close();
  });
});

const requirements = path.join(import.meta.dirname, '..', 'servers', 'langchain', 'requirements.txt');
const python = server && orSkip('python', ensurePython(requirements));

describe.skipIf(python === undefined)('LangChain in Python', () => {
  const langchain = (step: string): unknown => {
    const program = path.join(path.dirname(requirements), 'langchain_reader.py');
    return JSON.parse(execFileSync(python?.python ?? '', [program, sqlalchemy, step], { encoding: 'utf8' }));
  };

  test('finds what we wrote, by a filter on metadata too, and writes beside it', async () => {
    const store = await openEmpty();
    const metadata = { kind: 'notice', tags: ['a', 'b'] };
    await store.replaceSource(
      pageOf('https://x/a', [
        { ...TRAM, metadata },
        { ...BIKE, metadata: { kind: 'page' } },
      ]),
    );
    expect(langchain('read')).toEqual({
      found: ['le tram part', 'le vélo reste'],
      metadata: expect.objectContaining({ uri: 'https://x/a', title: 'Titre de https://x/a', ...metadata, start: 3 }),
      filtered: ['le vélo reste'],
      titled: ['le tram part', 'le vélo reste'],
    });

    expect(langchain('write')).toEqual({ found: ['le tram part', 'un ferry', 'le vélo reste'] });
    expect(textsOf(await store.search(ask))).toEqual(['le tram part', 'le vélo reste', 'un ferry']);
    await store.replaceSource(pageOf('https://x/a', [chunkOf('le bus', [1, 0, 0])]));
    await store.removeSource('default', 'https://langchain.test/ferry');
    const { chunks } = await store.chunks(list);
    expect(textsOf(chunks)).toEqual(['le bus', 'un ferry']);
    expect(chunks.find(({ text }) => text === 'un ferry')).toMatchObject({
      ...{ uri: 'https://langchain.test/ferry', start: 0, end: 8, headingPath: [] },
      metadata: { source: 'https://langchain.test/ferry' },
    });

    await expect(store.collection('theirs')).rejects.toEqual(problem('config', 'collection_foreign'));
    const request = { ...pageOf('a', [TRAM]), collection: 'theirs' };
    await expect(store.replaceSource(request)).rejects.toEqual(problem('config', 'collection_foreign'));
    expect(textsOf((await store.chunks({ ...list, collection: 'theirs' })).chunks)).toEqual(['un ferry']);
    await store.close();
  }, 30_000);
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const unit = (values: readonly number[]): number[] => values.map(value => value / Math.hypot(...values));
