import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import type { WorkFolder } from '../../src/engine/workFolder.ts';
import type { IngestionWorkflowInput } from '../../src/model/generated/types.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import {
  answerData,
  refuse,
  refuseTexts,
  startOpenaiServer,
  vectorOf,
  type FakeOpenaiServer,
} from '../fakes/openaiServer.ts';
import { createFakeLog } from '../fakes/ports.ts';

/** Whole runs from Markdown to the index, by a model that a server of ours plays. */
const SECRET = 'sk-never-to-be-seen';
const never = new AbortController().signal;
let server: FakeOpenaiServer;
let folder: string;
let work: WorkFolder;
let log: ReturnType<typeof createFakeLog>;
const told: unknown[] = [];

beforeAll(async () => {
  server = await startOpenaiServer();
  Object.assign(process.env, { OPENAI_API_KEY: SECRET, OPENAI_BASE_URL: server.baseURL });
  process.env['INGESTION_WORKSHOP_PRICES'] = 'small=1000';
});
afterAll(async () => {
  for (const name of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'INGESTION_WORKSHOP_PRICES']) delete process.env[name];
  await server.close();
});
beforeEach(async () => {
  server.reset();
  folder = mkdtempSync(path.join(tmpdir(), 'iw-embedding-'));
  for (const name of ['tram', 'bus', 'velo']) {
    const paragraphs = ['horaires', 'tarifs'].map(word =>
      `## ${word}\n\nLe ${name} et ses ${word}. `.padEnd(600, `${name} `),
    );
    writeFileSync(path.join(folder, `${name}.md`), paragraphs.join('\n\n'));
  }
  log = createFakeLog();
  work = await openWorkFolder({ workDir: path.join(folder, 'work'), log });
});
afterEach(async () => {
  await work.close();
  const seen = [...filesUnder(folder).map(file => readFileSync(file, 'latin1')), JSON.stringify([log.lines, told])];
  rmSync(folder, { recursive: true });
  expect(seen.filter(text => text.includes(SECRET))).toEqual([]);
});

const filesUnder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map(name => path.join(dir, name))
    .filter(file => statSync(file).isFile());

const inputOf = (collection_name = 'pages', openai_embedding_model = 'small'): IngestionWorkflowInput => ({
  sources: ['tram', 'bus', 'velo'].map(name => ({
    uri: `https://ville.example/${name}`,
    converted_md_path: `${name}.md`,
    current_stage: 'CONVERTION',
    current_status: 'COMPLETED',
  })),
  indexing_config: { collection_name, openai_embedding_model, database_uri: 'sqlite:///index.sqlite' },
});

async function ingest(input = inputOf()) {
  const options = { ...runDefaults('0'), inputFile: null, currentFolder: folder };
  try {
    const result = await work.ingest({ input, options, headers: {}, signal: never });
    told.push(result, (await work.history(result.runId)).events);
    return result;
  } catch (thrown) {
    told.push(thrown, thrown instanceof Error && [thrown.message, thrown.stack, String(thrown.cause)]);
    throw thrown;
  }
}

test('a run tells what its vectors took; the same texts in another collection take nothing', async () => {
  const first = await ingest();
  expect(first).toMatchObject({ status: 'success', chunks: 6, embedding: { embedded: 6, fromCache: 0 } });
  expect(first.embedding?.costUsd).toBeCloseTo((first.embedding?.tokens ?? 0) / 1000);
  const asked = server.asked.length;
  const second = await ingest(inputOf('autre'));
  expect(second.embedding).toEqual({ model: 'small', embedded: 0, fromCache: 6, tokens: 0, costUsd: 0 });
  expect(server.asked).toHaveLength(asked);
  expect((await work.search({ question: 'tram', collection: 'autre', k: 1 })).model).toBe('small');
});

const forecast = (input = inputOf()) =>
  work.forecast({ input, options: { ...runDefaults('0'), inputFile: null, currentFolder: folder } });

test('what a run will take is told before it, to the token, and asks nobody', async () => {
  const before = await forecast();
  expect(server.asked).toHaveLength(0);
  expect(before).toMatchObject({ known: 3, unknown: 0, chunks: 6, usdPerMillionTokens: 1000 });
  expect(before?.use.costUsd).toBeCloseTo((before?.use.tokens ?? 0) / 1000);
  // It counts no tokens: then ours are what is told.
  server.always((asked, response) =>
    answerData(asked.body.input.map((text, index) => ({ index, embedding: vectorOf(text) })))(asked, response),
  );
  expect((await ingest()).embedding).toEqual(before?.use);
  expect((await forecast())?.use).toMatchObject({ embedded: 0, fromCache: 6, tokens: 0, costUsd: 0 });
});

test('a forecast follows the settings of the moment, and says of how many Sources it knows nothing', async () => {
  const { sources } = inputOf();
  const cut = await forecast({
    ...{ ...inputOf(), sources: [...sources, { uri: 'https://ville.example/metro' }] },
    recursive_chunking_config: { chunk_size: 100, chunk_overlap: 0 },
  });
  expect(cut).toMatchObject({ known: 3, unknown: 1 });
  expect(cut?.chunks).toBeGreaterThan(6);
  expect(await forecast({ ...inputOf(), stages: ['INDEXING'] })).toMatchObject({ known: 3, chunks: 3 });
  expect(await forecast({ ...inputOf(), sources: [] })).toBeNull();
  expect(await forecast(inputOf('pages', 'offline'))).toBeNull();
});

test('pages that an earlier run reached by links are foreseen, as deep as is asked now', async () => {
  const page = (name: string) => `<main><h1>${name}</h1><p>${`Le ${name} part du port. `.repeat(20)}</p></main>`;
  const links = '<p><a href="/tram">tram</a> <a href="/bus">bus</a></p>';
  const site = createServer(({ url = '' }, response) => {
    response.writeHead(url === '/robots.txt' ? 404 : 200, { 'content-type': 'text/html' });
    response.end(page(url.slice(1) || 'réseau') + (url === '/' ? links : ''));
  });
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
  // SAFETY: a server that listens on a port has an address of this kind.
  const uri = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  const crawl = (max_depth: number) => ({ ...inputOf(), sources: [{ uri, max_depth }] });
  expect(await forecast(crawl(1))).toMatchObject({ known: 0, unknown: 1, chunks: 0, use: { embedded: 0 } });
  const { chunks } = await ingest(crawl(1));
  expect(await forecast(crawl(1))).toMatchObject({ known: 3, unknown: 0, chunks, use: { embedded: 0, tokens: 0 } });
  expect(await forecast(crawl(0))).toMatchObject({ known: 1, unknown: 0 });
  site.close();
});

test('a storm of 429 is sat out', async () => {
  server.next(...[1, 2, 3].map(() => refuse(429, { 'retry-after': '0' })));
  const result = await ingest();
  expect(result).toMatchObject({ status: 'success', chunks: 6, embedding: { embedded: 6 } });
  expect(server.asked).toHaveLength(6);
});

test('one refused chunk is told, the others are in the index', async () => {
  server.always(refuseTexts(text => /bus et ses tarifs/.test(text)));
  const result = await ingest();
  expect(result).toMatchObject({ status: 'success', chunks: 5 });
  const [{ refused } = { refused: [] }] = result.outcomes.filter(({ uri }) => uri.endsWith('bus'));
  expect(refused).toMatchObject([{ index: 1, reason: { code: 'openai_refused', params: { status: 400 } } }]);
});

test.each([
  ['a wrong key', refuse(401), 'openai_unauthorised'],
  ['an empty account', refuse(429, {}, { code: 'insufficient_quota' }), 'openai_quota_exhausted'],
  ['an unknown model', refuse(404, {}, { code: 'model_not_found' }), 'openai_model_unknown'],
])('%s is not tried again', async (_, answer, code) => {
  server.always(answer);
  const { status, outcomes } = await ingest();
  expect([status, new Set(outcomes.map(({ reason }) => reason?.code))]).toEqual(['partial', new Set([code])]);
  expect(outcomes.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  expect(server.asked).toHaveLength(3);
});

test('a collection of another model is refused before the run begins, rebuilt beside, and goes on', async () => {
  await ingest(inputOf('pages', 'offline'));
  await expect(ingest()).rejects.toMatchObject({ problem: { kind: 'config', code: 'collection_other_model' } });
  expect(await work.runs()).toHaveLength(1);
  const request = { collection: 'pages', model: 'small', signal: never };
  const estimate = await work.rebuild({ ...request, dryRun: true });
  expect([estimate.use.embedded, estimate.use.tokens > 0, server.asked.length]).toEqual([6, true, 0]);
  const rebuilt = await work.rebuild({ ...request, dryRun: false });
  expect(rebuilt).toMatchObject({ formerModel: 'offline', sources: 3, chunks: 6, use: { embedded: 6 }, refused: [] });
  expect(await work.search({ question: 'tram', collection: 'pages', k: 1 })).toMatchObject({ model: 'small' });
  expect(await ingest()).toMatchObject({ status: 'success', embedding: { embedded: 0, fromCache: 6 } });
});

test('a folder that holds a run has its vectors beside the cache', async () => {
  mkdirSync(path.join(folder, 'work'), { recursive: true });
  await ingest(inputOf('pages', 'offline'));
  expect(readdirSync(path.join(folder, 'work'))).toEqual(expect.arrayContaining(['cache.sqlite', 'vectors.sqlite']));
});
