// The stores with made-up vectors of 384 dimensions: 100,000 chunks in SQLite, 10,000 beside vectra and Orama (neither
// gets further in a sensible time) and LanceDB, and 10,000 in PostgreSQL where it can be had. LanceDB only where you
// have installed it: its program is 193 MB for one platform.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, insertMultiple, search } from '@orama/orama';
import { LocalIndex } from 'vectra';
import { startPostgres } from '../../servers/postgres.ts';
import { inFolder, loadBundle } from '../bundle.mjs';
import { median } from '../measure.mjs';
import { peerName } from '../peers.mjs';

const MANY = 100_000;
const FEW = 10_000;
const DIMENSIONS = 384;
const A_SOURCE = 200;
const ROUNDS = 15;
const NEAREST = 5;

/** Without its optional packages, which are models to embed with; its own program is one of them. */
const INSTALL_LANCE = `npm i --no-save --omit=optional --prefix test/bench apache-arrow@18.1.0 \\
  @lancedb/lancedb@0.39.0 @lancedb/lancedb-linux-x64-gnu@0.39.0 (or your platform's)`;
const lancedb = await import('@lancedb/lancedb').catch(() => undefined);

const stores = await loadBundle('src/adapters/sqlite/store.ts', 'src/adapters/postgres/store.ts');

export const measure = () => inFolder(measureIn);

async function measureIn(folder) {
  const many = await measureMany(join(folder, 'many.sqlite'));
  const few = await measureFew(folder);
  const postgres = await measurePostgres();
  const lance = await measureLance(folder);
  const rows = [...many, ...few, ...postgres, ...(lance ?? [])];
  return lance ? { rows } : { rows, skipped: `LanceDB only, it is not installed: ${INSTALL_LANCE}` };
}

async function measureMany(file) {
  const random = seeded(1);
  let store = stores.openSqliteStore(file);
  const early = await insertMs(store, random, 1_000);
  const earlyOne = await oneMoreMs(store, random);
  const ms = early + (await insertMs(store, random, MANY - 1_000));
  await store.close();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  store = stores.openSqliteStore(file);
  await ask(store, random);
  globalThis.gc?.();
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  const searchMs = await medianMs(() => ask(store, random));
  const lateOne = await oneMoreMs(store, random);
  const afterMs = await timed(() => ask(store, random));
  await store.close();
  const opening = await measureOpening(file, random);
  const perSecond = MANY / (ms / 1000);
  const growth = lateOne / earlyOne;
  return [
    { what: '100,000 × 384 written, durable, chunks/s', ours: perSecond, aim: '≥ 20,000', met: perSecond >= 20_000 },
    { what: 'opened, first question answered, ms', ours: opening.wall, aim: '≤ 500', met: opening.wall <= 500 },
    { what: 'of it processor time, ms', ours: opening.processor },
    { what: 'memory of it, MB', ours: megabytes, aim: '≤ 400', met: megabytes <= 400 },
    { what: 'a question by words and vector, ms', ours: searchMs, aim: '≤ 30', met: searchMs <= 30 },
    { what: 'a question after one more insert, ms', ours: afterMs },
    { what: 'one more insert, at 100,000 / at 1,000', ours: growth, aim: '≤ 2', met: growth <= 2 },
  ];
}

/** Medians. Processor time is what others on the machine change least. */
async function measureOpening(file, random) {
  const [wall, processor] = [[], []];
  for (let round = 0; round < 5; round++) {
    const store = stores.openSqliteStore(file);
    const before = process.cpuUsage();
    wall.push(await timed(() => ask(store, random)));
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
    await store.close();
    globalThis.gc?.();
  }
  return { wall: median(wall), processor: median(processor) };
}

async function measureFew(folder) {
  const chunks = Array.from({ length: FEW }, (_, at) => chunkOf(seeded(at + 1), at));
  const store = stores.openSqliteStore(join(folder, 'few.sqlite'));
  const ours = await timed(() => writeAll(store, chunks));
  const index = new LocalIndex(join(folder, 'vectra'));
  await index.createIndex();
  const items = chunks.map(({ chunkId, vector, text }) => ({ id: chunkId, vector: [...vector], metadata: { text } }));
  const vectraMs = await timed(() => index.batchInsertItems(items));
  const orama = create({ schema: { text: 'string', vector: `vector[${DIMENSIONS}]` } });
  const documents = chunks.map(({ text, vector }) => ({ text, vector: [...vector] }));
  const oramaMs = await timed(() => insertMultiple(orama, documents, 1000));
  const random = seeded(5);
  const question = () => [...unit(random)];
  const askMs = await medianMs(() => ask(store, random));
  const vectraAskMs = await medianMs(() => index.queryItems(question(), '', NEAREST));
  const byBoth = () => ({
    mode: 'hybrid',
    term: 'w3 w40',
    vector: { value: question(), property: 'vector' },
    limit: 5,
  });
  const oramaAskMs = await medianMs(() => search(orama, { ...byBoth(), similarity: 0 }));
  await store.close();
  const perSecond = ms => FEW / (ms / 1000);
  const row = (what, peer, [our, their], ratio) => ({ what, ours: our, peer: peerName(peer), peers: their, ratio });
  return [
    row('10,000 written at once, chunks/s', 'vectra', [perSecond(ours), perSecond(vectraMs)], vectraMs / ours),
    row('the same, in memory only there', '@orama/orama', [perSecond(ours), perSecond(oramaMs)], oramaMs / ours),
    row('a question (there: by vector only), ms', 'vectra', [askMs, vectraAskMs], vectraAskMs / askMs),
    row('a question by words and vector, ms', '@orama/orama', [askMs, oramaAskMs], oramaAskMs / askMs),
  ];
}

/** Exact on both sides: LanceDB makes an index over vectors only when told to. */
async function measureLance(folder) {
  if (lancedb === undefined) return undefined;
  const chunks = Array.from({ length: FEW }, (_, at) => chunkOf(seeded(at + 1), at));
  const store = stores.openSqliteStore(join(folder, 'beside-lance.sqlite'));
  const ours = await timed(() => writeAll(store, chunks));
  const database = await lancedb.connect(join(folder, 'lance'));
  const rows = chunks.map(({ chunkId, vector, text }) => ({ id: chunkId, vector: [...vector], text }));
  let table;
  const writeMs = await timed(async () => (table = await database.createTable('c', rows)));
  await table.createIndex('text', { config: lancedb.Index.fts() });
  const random = seeded(5);
  const reranker = await lancedb.rerankers.RRFReranker.create();
  const byVector = () => table.query().nearestTo(unit(random)).limit(NEAREST);
  const byBoth = () => byVector().fullTextSearch('w3 w40 w900 w9000').rerank(reranker);
  const oursMs = await medianMs(() => ask(store, random));
  const vectorMs = await medianMs(() => byVector().toArray());
  const bothMs = await medianMs(() => byBoth().toArray());
  await store.close();
  const [perSecond, theirs] = [ours, writeMs].map(ms => FEW / (ms / 1000));
  const peer = `LanceDB ${lanceVersion()}`;
  return [
    { what: '10,000 written at once, chunks/s', ours: perSecond, peer, peers: theirs, ratio: writeMs / ours },
    { what: 'a question (there: by vector only), ms', ours: oursMs, peer, peers: vectorMs, ratio: vectorMs / oursMs },
    { what: 'a question by words and vector, ms', ours: oursMs, peer, peers: bothMs, ratio: bothMs / oursMs },
  ];
}

function lanceVersion() {
  const file = join(import.meta.dirname, '..', 'node_modules', '@lancedb', 'lancedb', 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

async function measurePostgres() {
  const server = await startPostgres();
  if ('missing' in server) return [];
  const folder = async () => '11111111-1111-4111-8111-111111111111';
  const store = stores.openPostgresStore({ databaseUri: server.url, folder, env: {} });
  const random = seeded(9);
  const ms = await insertMs(store, random, FEW);
  const first = await timed(() => ask(store, random));
  const askMs = await medianMs(() => ask(store, random));
  await store.close();
  await server.stop();
  return [
    { what: 'PostgreSQL: 10,000 × 384 written, chunks/s', ours: FEW / (ms / 1000) },
    { what: 'PostgreSQL: first question, ms', ours: first },
    { what: 'PostgreSQL: a question, ms', ours: askMs },
  ];
}

let sources = 0;
async function insertMs(store, random, count) {
  let ms = 0;
  for (let from = 0; from < count; from += A_SOURCE) {
    const chunks = Array.from({ length: A_SOURCE }, (_, at) => chunkOf(random, from + at));
    ms += await timed(() => writeAll(store, chunks));
  }
  return ms;
}

const writeAll = (store, chunks) =>
  store.replaceSource({ collection: 'c', model: 'm', uri: `http://x/${++sources}`, title: '', key: 'k', chunks });

const oneMoreMs = (store, random) => {
  const chunk = chunkOf(random, 0);
  return medianMs(() => writeAll(store, [chunk]), 3 * ROUNDS);
};

const ask = (store, random) =>
  store.search({ collection: 'c', vector: unit(random), words: ['w3', 'w40', 'w900', 'w9000'], k: NEAREST });

async function medianMs(work, rounds = ROUNDS) {
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return median(times);
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** 70 words of 20,000, the first ones far more often. */
function chunkOf(random, at) {
  const list = Array.from({ length: 70 }, () => `w${Math.floor(random() ** 3 * 20_000)}`);
  const words = new Map();
  for (const word of list) words.set(word, (words.get(word) ?? 0) + 1);
  const place = { start: 0, end: 400, tokens: 150, headingPath: [], metadata: {} };
  return { chunkId: `chunk ${at}`, text: list.join(' '), ...place, vector: unit(random), words };
}

function unit(random) {
  const values = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const length = Math.hypot(...values);
  return values.map(value => value / length);
}

function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
