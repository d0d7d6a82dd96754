import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts';
import { startPostgres } from '../servers/postgres.ts';
import { orSkip } from '../servers/required.ts';
import { chunkOf, pageOf } from './vectorStore.suite.ts';

/** The command line as it ships: an index harmed in every way, told and repaired. */
const server = orSkip('postgres', await startPostgres());
let folder = '';
let cli = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-reconcile-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: path.join(folder, 'dist') });
  cli = path.join(folder, 'dist', 'cli.js');
}, 30_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const NAMES = ['tram', 'bus', 'velo', 'metro', 'bac'];
const uriOf = (name: string): string => `https://ville.example/${name}`;
const textOf = (name: string): string =>
  ['horaires', 'tarifs'].map(word => `## ${word}\n\nLe ${name}. `.padEnd(600, `${name} ${word} `)).join('\n\n');

/** A folder whose Sources are Markdown files beside the input. */
function newFolder(name: string, indexing = ''): string {
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  for (const page of NAMES) writeFileSync(path.join(cwd, `${page}.md`), textOf(page));
  const source = (page: string) =>
    `  - {uri: '${uriOf(page)}', converted_md_path: ${page}.md, current_stage: CONVERTION, current_status: COMPLETED}\n`;
  writeFileSync(path.join(cwd, 'in.yaml'), `sources:\n${NAMES.map(source).join('')}${indexing}`);
  return cwd;
}

interface Found {
  readonly uri: string;
  readonly reason: string;
  readonly error_code?: string;
}

interface Answer {
  readonly code: number;
  readonly out: Readonly<Record<'missing' | 'orphaned' | 'stale', readonly Found[]>> & {
    readonly status: string;
    readonly repaired: readonly string[];
    readonly removed: readonly string[];
    readonly chunks: number;
    readonly results: readonly { readonly uri: string; readonly text: string }[];
    readonly total: number;
    readonly error_detail?: { readonly code: string };
  };
}

const run = (cwd: string, ...argv: readonly string[]): Promise<Answer> =>
  new Promise(done =>
    execFile(process.execPath, [cli, ...argv], { cwd, env: { ...process.env, LC_ALL: 'C' } }, (error, out) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out: JSON.parse(out) }),
    ),
  );

const reasons = ({ out: { missing, orphaned, stale } }: Answer): Record<string, string> =>
  Object.fromEntries([
    ...missing.map(({ uri, reason }) => [uri, `missing ${reason}`]),
    ...orphaned.map(({ uri, reason }) => [uri, `orphaned ${reason}`]),
    ...stale.map(({ uri, reason }) => [uri, `stale ${reason}`]),
  ]);

const storeOf = (cwd: string) => openSqliteStore(path.join(cwd, '.ingestion-workshop', 'index.sqlite'));

/** One Source lost, one that no run knows, one whose page was emptied, one whose chunks were made anew. */
async function harm(cwd: string): Promise<void> {
  writeFileSync(path.join(cwd, 'bus.md'), '\n');
  expect((await run(cwd, 'ingest', 'in.yaml', '--source', uriOf('bus'))).code).toBe(0);
  writeFileSync(path.join(cwd, 'velo.md'), `${textOf('velo')}\n\nLe vélo du soir.`);
  expect((await run(cwd, 'ingest', 'in.yaml', '--source', uriOf('velo'), '--only', 'CHUNKING')).code).toBe(0);
}

const HARMED = {
  [uriOf('tram')]: 'missing not_in_index',
  [uriOf('metro')]: 'missing fewer_chunks',
  [uriOf('bus')]: 'orphaned nothing_to_index',
  'https://elsewhere.example/': 'orphaned source_unknown',
  [uriOf('velo')]: 'stale chunks_newer',
};

test('SQLite: harmed in every way, told, repaired, in order', async () => {
  const cwd = newFolder('sqlite');
  expect((await run(cwd, 'ingest', 'in.yaml', '--run-id', 'first')).code).toBe(0);
  const fresh = await run(cwd, 'reconcile');
  expect(fresh).toMatchObject({ code: 0, out: { status: 'success', missing: [], orphaned: [], stale: [] } });
  await harm(cwd);
  const store = storeOf(cwd);
  await store.removeSource('default', uriOf('tram'));
  const { chunks } = await store.chunks({ collection: 'default', uri: uriOf('metro'), from: 0, count: 9 });
  const [one] = chunks;
  const vector = new Float32Array(1024).fill(1 / 32);
  const key = (await store.sourceKey('default', uriOf('metro'))) ?? '';
  const kept = [{ ...one!, vector, words: new Map<string, number>() }];
  await store.replaceSource({ ...pageOf(uriOf('metro'), kept, key), model: 'offline' });
  await store.replaceSource({
    ...pageOf('https://elsewhere.example/', [chunkOf('un autre', [...vector])]),
    model: 'offline',
  });
  await store.close();

  const before = await run(cwd, 'reconcile', '--repair', '--dry-run');
  expect([before.code, reasons(before)]).toEqual([1, HARMED]);
  expect(reasons(await run(cwd, 'reconcile'))).toEqual(HARMED);

  const repaired = await run(cwd, 'reconcile', '--repair');
  expect([repaired.code, reasons(repaired), repaired.out.repaired.toSorted()]).toEqual([
    ...[0, {}, Object.keys(HARMED).toSorted()],
  ]);
  expect(reasons(await run(cwd, 'reconcile'))).toEqual({});
  const { out } = await run(cwd, 'search', 'vélo du soir', '--k', '1');
  expect(out.results[0]).toMatchObject({ uri: uriOf('velo'), text: expect.stringContaining('vélo du soir') });
  expect((await run(cwd, 'chunks', '--source', uriOf('bus'))).out.total).toBe(0);
  expect((await run(cwd, 'chunks', '--source', uriOf('metro'))).out.total).toBe(chunks.length);
  // What a run finds in the index, it does not make again.
  expect((await run(cwd, 'ingest', 'in.yaml', '--source', uriOf('tram'))).code).toBe(0);
  expect(reasons(await run(cwd, 'reconcile'))).toEqual({});
}, 60_000);

test('a chunk file that is gone or was changed is told, and its Source left as it is', async () => {
  const cwd = newFolder('gone');
  await run(cwd, 'ingest', 'in.yaml', '--run-id', 'first');
  const store = storeOf(cwd);
  for (const name of ['tram', 'bus']) await store.removeSource('default', uriOf(name));
  await store.close();
  const made = path.join(cwd, '.ingestion-workshop', 'runs', 'first', 'chunking');
  const fileOf = (name: string) => path.join(made, readdirSync(made).find(file => file.includes(name)) ?? '');
  rmSync(fileOf('tram'));
  writeFileSync(fileOf('bus'), '- text: autre chose\n');
  const { code, out } = await run(cwd, 'reconcile', '--repair');
  expect([code, out.status]).toEqual([1, 'partial']);
  expect(out.missing.map(({ uri, error_code }) => [uri, error_code])).toEqual([
    [uriOf('tram'), 'artifact_missing'],
    [uriOf('bus'), 'artifact_changed'],
  ]);
}, 60_000);

test('killed between vectors and record: nothing is missing or orphaned, before and after the resume', async () => {
  const cwd = newFolder('killed');
  await run(cwd, 'ingest', 'in.yaml', '--run-id', 'first');
  const journal = path.join(cwd, '.ingestion-workshop', 'runs', 'first', 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
  const cut = lines.findIndex(line => line.includes('ActivityTaskCompleted') && line.includes('-INDEXING'));
  writeFileSync(journal, `${lines.slice(0, cut).join('\n')}\n`);
  expect(reasons(await run(cwd, 'reconcile'))).toEqual({});
  expect((await run(cwd, 'resume', 'first')).code).toBe(0);
  expect(reasons(await run(cwd, 'reconcile'))).toEqual({});
}, 60_000);

test('runs that were pruned orphan nothing; a collection that nobody knows is named', async () => {
  const cwd = newFolder('pruned');
  await run(cwd, 'ingest', 'in.yaml');
  await run(cwd, 'prune', '--keep-runs', '0');
  expect(reasons(await run(cwd, 'reconcile'))).toEqual({});
  const { code, out } = await run(cwd, 'reconcile', '--collection', 'pagse');
  expect([code, out.error_detail?.code]).toEqual([1, 'collection_missing']);
}, 60_000);

test('a Source is taken out of the index with all its chunks, or all of them are, and a repair brings them back', async () => {
  const cwd = newFolder('emptied');
  await run(cwd, 'ingest', 'in.yaml');
  const total = async () => (await run(cwd, 'chunks')).out.total;
  const before = await total();
  const unknown = await run(cwd, 'empty-index', '--source', uriOf('bus'), '--source', 'https://x.example/');
  expect([unknown.code, unknown.out.error_detail?.code]).toEqual([1, 'source_not_indexed']);
  const planned = await run(cwd, 'empty-index', '--dry-run');
  expect([planned.out.removed.length, planned.out.chunks, await total()]).toEqual([NAMES.length, before, before]);
  const { out: one } = await run(cwd, 'empty-index', '--source', uriOf('bus'));
  expect([one.removed, await total()]).toEqual([[uriOf('bus')], before - one.chunks]);
  expect((await run(cwd, 'search', 'bus')).out.results.map(({ uri }) => uri)).not.toContain(uriOf('bus'));
  expect((await run(cwd, 'empty-index')).out.removed).toHaveLength(NAMES.length - 1);
  expect(await total()).toBe(0);
  expect((await run(cwd, 'reconcile', '--repair')).code).toBe(0);
  expect(await total()).toBe(before);
}, 60_000);

describe.skipIf(server === undefined)('PostgreSQL', () => {
  test('what others wrote stays, to the last byte, whatever is repaired', async () => {
    const uri = server?.url ?? '';
    const cwd = newFolder(
      'postgres',
      `indexing_config: {collection_name: pages, openai_embedding_model: offline, database_uri: '${uri}'}\n`,
    );
    expect((await run(cwd, 'ingest', 'in.yaml')).code).toBe(0);
    await harm(cwd);
    const admin = new pg.Pool({ connectionString: uri, max: 1 });
    admin.on('error', () => undefined);
    const query = async (sql: string): Promise<readonly unknown[]> => (await admin.query(sql)).rows;
    // A colleague's folder, and LangChain's own row of a page that is ours, too.
    const copy = (id: string, metadata: string, from: string) =>
      query(`INSERT INTO langchain_pg_embedding SELECT '${id}', collection_id, embedding, document, ${metadata}
        FROM langchain_pg_embedding WHERE cmetadata ->> 'uri' = '${uriOf(from)}' LIMIT 1`);
    await copy('colleague', `jsonb_set(cmetadata, '{ingestion_workshop,folder}', '"another"')`, 'bus');
    await copy('langchain', `cmetadata - 'ingestion_workshop'`, 'tram');
    await query(`DELETE FROM langchain_pg_embedding WHERE id NOT IN ('colleague', 'langchain') AND
      (cmetadata ->> 'uri' = '${uriOf('tram')}' OR
        cmetadata ->> 'uri' = '${uriOf('metro')}' AND (cmetadata -> 'ingestion_workshop' ->> 'at') = '0')`);
    const others = () =>
      query(`SELECT * FROM langchain_pg_embedding WHERE id IN ('colleague', 'langchain') ORDER BY 1`);
    const before = await others();
    const asked = ['--collection', 'pages', '--database-uri', uri];
    const { 'https://elsewhere.example/': _, ...harmed } = HARMED;
    expect(reasons(await run(cwd, 'reconcile', ...asked))).toEqual(harmed);
    const repaired = await run(cwd, 'reconcile', '--repair', ...asked);
    expect([repaired.code, reasons(repaired)]).toEqual([0, {}]);
    expect(reasons(await run(cwd, 'reconcile', ...asked))).toEqual({});
    expect(before).toHaveLength(2);
    expect(await others()).toEqual(before);
    const emptied = await run(cwd, 'empty-index', ...asked);
    expect([emptied.code, emptied.out.removed.toSorted()]).toEqual([
      0,
      ['metro', 'tram', 'velo', 'bac'].map(uriOf).toSorted(),
    ]);
    expect(await query('SELECT id FROM langchain_pg_embedding ORDER BY 1')).toEqual([
      { id: 'colleague' },
      { id: 'langchain' },
    ]);
    expect(await others()).toEqual(before);
    await admin.end();
  }, 60_000);
});
