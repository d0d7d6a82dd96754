import { splitMarkdown } from '../../../src/engine/chunkMarkdown.ts';
import { embedOffline, OFFLINE_DIMENSIONS } from '../../../src/engine/embedOffline.ts';
import { examine, listRows, passageOf, similarChunks, surveyChunks } from '../../../src/engine/inspectChunks.ts';
import type { IndexedChunk, VectorStore } from '../../../src/engine/ports.ts';
import { createWordReader } from '../../../src/engine/words.ts';
import type { ChunkRow } from '../../../src/model/chunkView.ts';
import { fail } from '../../../src/model/problem.ts';
import type { ChunksHostVerbs, ChunksSubject } from '../../../src/protocol/chunks.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';
import type { Sample, Samples } from '../fakeHost.ts';
import { BIKE, TRAM } from './chunkTexts.ts';

type Host = Handlers<ChunksHostVerbs>;

const PAGE = 'https://www.orva.example/lignes/tram-a';
const BIKES = 'https://www.orva.example/velo';
const TITLE = 'Tram A : le guide de la ligne';
const TEXTS: Readonly<Record<string, string>> = { [PAGE]: TRAM, [BIKES]: BIKE };

/** The real engine on a store in memory; only the disk and the window are made up. */
async function fillStore(): Promise<VectorStore> {
  const store = createFakeStore();
  for (const [uri, text] of Object.entries(TEXTS)) {
    const title = uri === PAGE ? TITLE : 'Orva Vélo';
    const chunks = splitMarkdown(text, { chunkSize: 500, chunkOverlap: 100 }).map((piece, at) => indexed(piece, at));
    await store.replaceSource({ collection: 'default', model: 'offline', uri, title, key: 'k', chunks });
  }
  return store;
}

const readWords = createWordReader();

type Piece = ReturnType<typeof splitMarkdown>[number];

const indexedId = (at: number): string => `${String(at).padStart(2, '0')}7e1cd208${'9b'.repeat(27)}`;

const indexed = (piece: Piece, at: number): IndexedChunk => ({
  ...piece,
  chunkId: indexedId(at),
  tokens: Math.ceil(piece.text.length / 4),
  metadata: { lang: 'fr' },
  vector: embedOffline(piece.text, readWords) ?? new Float32Array(OFFLINE_DIMENSIONS),
  words: new Map(),
});

const subject = (more: Partial<ChunksSubject> = {}): ChunksSubject => ({
  scope: { workDir: '/orva/.ingestion-workshop', runId: '20261121-090000-k3f9', collection: 'default', uri: PAGE },
  source: { uri: PAGE, title: TITLE, outcome: 'COMPLETED', reason: null, aliasOf: null },
  picked: { uri: PAGE, title: TITLE },
  collections: [{ name: 'default', model: 'offline', dimensions: 1024, chunks: 6 }],
  wanted: null,
  problem: null,
  folderOpen: true,
  ...more,
});

/** The page may choose another scope: the host keeps it, and says so. */
function host(more: Partial<Host> = {}, first = subject()): Host {
  const filled = fillStore();
  const files = (uri: string) => [
    { file: '/orva/tram-a.md', read: async () => new TextEncoder().encode(TEXTS[uri] ?? '') },
  ];
  let now = first;
  return {
    open: () => now,
    show: ({ collection, uri = PAGE }) => {
      const scope = first.scope && { ...first.scope, uri: collection === null ? uri : null };
      now = { ...first, scope, source: collection === null && first.source ? { ...first.source, uri } : null };
      Reflect.get(globalThis, 'fakeHost').tell.changed({});
    },
    rows: async ({ scope, ...range }) => listRows(await filled, { ...scope, ...range }),
    survey: async ({ uri }) => surveyChunks(await filled, 'default', uri),
    card: async ({ scope, uri, chunkId }) => examine(await filled, { ...scope, uri, chunkId }, files(uri)),
    similar: async ({ scope, uri, chunkId }) => similarChunks(await filled, { ...scope, uri, chunkId }, 20),
    passage: async ({ scope, uri, ...range }) => passageOf(await filled, { ...scope, uri, ...range }, files(uri)),
    ...{
      showPlace: nothing,
      leave: nothing,
      openMarkdown: nothing,
      openPage: nothing,
      copy: nothing,
      act: nothing,
    },
    ...more,
  };
}

const nothing = (): void => undefined;

const sample = (more: Partial<Host> = {}, about: Partial<ChunksSubject> = {}): Sample<ChunksHostVerbs> => ({
  handlers: host(more, subject(about)),
});

const refuse =
  (kind: Parameters<typeof fail>[0], code: string, params = {}) =>
  () => {
    throw fail(kind, code, params);
  };

const source = (more: Partial<NonNullable<ChunksSubject['source']>>): Partial<ChunksSubject> => ({
  source: { uri: PAGE, title: TITLE, outcome: 'COMPLETED', reason: null, aliasOf: null, ...more },
});
const empty: Partial<Host> = { rows: () => ({ total: 0, rows: [] }) };
const index = { path: '/orva/.ingestion-workshop/index.sqlite' };

/** As long as a real engine process takes for a page out of 100,000 chunks, beside other work. */
const ENGINE_MS = 15;
const MANY = 100_000;

const manyRow = (at: number): ChunkRow => ({
  ...{ chunkId: `id ${at}`, uri: `${PAGE}/${Math.floor(at / 20)}`, title: `Page ${Math.floor(at / 20)}` },
  ...{ start: (at % 20) * 600, end: (at % 20) * 600 + 700, tokens: 175, headingPath: ['Tram A', 'Horaires'] },
  beginning: `Morceau ${at} : du lundi au samedi, la première rame part de Hauts-de-Lanvau à 5 h 12 et la dernière à 0 h 34.`,
});

const whole: Partial<ChunksSubject> = {
  scope: { workDir: '/orva', runId: 'r', collection: 'default', uri: null },
  source: null,
  collections: [{ name: 'default', model: 'offline', dimensions: 1024, chunks: MANY }],
};

export const samples: Samples<ChunksHostVerbs> = {
  plain: () => sample(),
  wanted: () => sample({}, { wanted: { uri: PAGE, chunkId: indexedId(4) } }),
  collection: () => sample({}, { ...whole, collections: subject().collections }),
  hundredThousand: () =>
    sample(
      {
        rows: async ({ from, count }) => {
          await new Promise(resolve => setTimeout(resolve, ENGINE_MS));
          const rows = Array.from({ length: Math.min(count, MANY - from) }, (_, index_) => manyRow(from + index_));
          return { total: MANY, rows };
        },
        card: refuse('data', 'chunk_gone', { uri: PAGE }),
      },
      whole,
    ),
  noFolder: () => sample({}, { scope: null, source: null, picked: null, collections: [], folderOpen: false }),
  noRun: () => sample({}, { scope: null, source: null, picked: null, collections: [] }),
  emptyCollection: () => sample(empty, { ...whole, collections: [] }),
  alias: () => sample(empty, source({ outcome: 'ALIAS', aliasOf: BIKES })),
  failed: () =>
    sample(empty, source({ outcome: 'ERROR', reason: { code: 'http_status', params: { status: 404, uri: PAGE } } })),
  underWay: () => sample(empty, source({ outcome: 'IN_PROGRESS' })),
  notIndexed: () => sample(empty, source({})),
  runGone: () =>
    sample(
      {},
      {
        ...{ scope: null, source: null, collections: [] },
        problem: { kind: 'data', code: 'run_gone', params: { run: '20261121-090000-k3f9' } },
      },
    ),
  locked: () => sample({ rows: refuse('transient', 'index_locked', index) }),
  corrupt: () =>
    sample({}, { scope: null, source: null, problem: { kind: 'config', code: 'index_corrupt', params: index } }),
  engineGone: () => sample({ open: refuse('system', 'engine_gone') }),
  engineDies: () => sample({ card: refuse('system', 'engine_gone') }),
  changedFile: () => {
    const plain = host();
    return {
      handlers: {
        ...plain,
        card: async one => ({
          ...(await plain.card(one)),
          ...{ place: null, problem: { kind: 'data', code: 'markdown_changed', params: { path: '/orva/tram-a.md' } } },
        }),
        passage: refuse('data', 'markdown_changed', { path: '/orva/tram-a.md' }),
      },
    };
  },
};
