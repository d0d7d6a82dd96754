// An index of 10,000 chunks: writing it, asking it.
import { join } from 'node:path';
import { inFolder, loadBundle } from '../bundle.mjs';
import { median } from '../measure.mjs';
import { goldenTexts } from '../pages.mjs';

const CHUNKS = 10_000;
const CHUNKS_A_SOURCE = 20;
const QUESTIONS = [
  'À quelle heure part le dernier bus de nuit de la gare ?',
  'Combien coûte le pass Jeune ?',
  'Où retrouver un objet perdu dans le tramway ?',
  'vélo électrique longue durée',
  'How do visitors buy a ticket?',
];
const ROUNDS = 10;

const index = await loadBundle(
  'src/engine/chunkMarkdown.ts',
  'src/engine/embedOffline.ts',
  'src/engine/searchIndex.ts',
  'src/engine/words.ts',
  'src/adapters/sqlite/store.ts',
);

export const measure = () => inFolder(measureIn);

async function measureIn(folder) {
  const texts = variedTexts();
  const embedder = index.createOfflineEmbedder();
  const [embeddingMs, chunks] = await timed(() => prepareChunks(texts, embedder));
  const store = index.openSqliteStore(join(folder, 'index.sqlite'));
  const [writingMs] = await timed(() => writeAll(store, chunks));
  const ports = { openStore: async () => store, openEmbedder: async () => embedder };
  const ask = question => index.searchIndex(ports, { question, collection: 'default', k: 5 });
  const [firstMs] = await timed(() => ask(QUESTIONS[0]));
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const question of QUESTIONS) {
      const [ms, { results }] = await timed(() => ask(question));
      if (results.length !== 5) throw new Error(`"${question}" found ${results.length} passages`);
      times.push(ms);
    }
  }
  await store.close();
  const perSecond = ms => CHUNKS / (ms / 1000);
  return {
    rows: [
      { what: 'offline vectors and words, chunks/s', ours: perSecond(embeddingMs) },
      { what: 'written to SQLite, chunks/s', ours: perSecond(writingMs) },
      { what: '10,000 chunks, first question, ms', ours: firstMs },
      { what: '10,000 chunks, a question, ms', ours: median(times) },
    ],
  };
}

async function timed(work) {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}

/** As many different texts of a chunk's length as wanted: halves of the practice site's chunks, paired anew. */
function variedTexts() {
  const options = { chunkSize: 700, chunkOverlap: 100 };
  const pieces = goldenTexts().flatMap(text => index.splitMarkdown(text, options).map(piece => piece.text));
  const half = text => text.slice(0, text.length / 2);
  return Array.from({ length: CHUNKS }, (_, at) => {
    const turn = Math.floor(at / pieces.length);
    const other = pieces[(at + 1 + turn * 7) % pieces.length];
    return `${half(pieces[at % pieces.length])} ${other.slice(other.length / 2)}`;
  });
}

async function prepareChunks(texts, embedder) {
  const readWords = index.createWordReader();
  const { vectors } = await embedder.embed(texts);
  return texts.map((text, at) => ({
    ...{ chunkId: `chunk ${at}`, text, start: 0, end: text.length, tokens: 150, headingPath: [], metadata: {} },
    ...{ vector: vectors[at], words: index.countStems(readWords(text)) },
  }));
}

async function writeAll(store, chunks) {
  for (let from = 0; from < chunks.length; from += CHUNKS_A_SOURCE) {
    const uri = `http://practice.test/${from}`;
    const source = { collection: 'default', model: 'offline', uri, title: uri, key: 'bench' };
    await store.replaceSource({ ...source, chunks: chunks.slice(from, from + CHUNKS_A_SOURCE) });
  }
}
