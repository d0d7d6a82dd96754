import { createOfflineEmbedder, embedOffline } from '../../../src/engine/embedOffline.ts';
import { evaluateSearch } from '../../../src/engine/evaluateSearch.ts';
import { projectCollection } from '../../../src/engine/projectCollection.ts';
import { searchIndex, type SearchPorts } from '../../../src/engine/searchIndex.ts';
import { countStems, createWordReader } from '../../../src/engine/words.ts';
import type { VectorStore } from '../../../src/engine/ports.ts';
import type { ExpectedAnswer } from '../../../src/model/found.ts';
import { fail } from '../../../src/model/problem.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type {
  Answer,
  SearchAnswer,
  SearchHostVerbs,
  SearchPageVerbs,
  SearchSetting,
} from '../../../src/protocol/search.ts';
import passages from '../../golden/search/town-transport/passages.json';
import questions from '../../golden/search/town-transport/questions.json';
import { createFakeStore } from '../../fakes/vectorStore.ts';
import type { Samples } from '../fakeHost.ts';

type Host = Handlers<SearchHostVerbs>;

const subject = { workDir: '/orva/.ingestion-workshop' };
const QUESTION = 'Combien coûte un trajet en tram le dimanche ?';
const addressOf = (id: string) => `https://www.orva.example/${id}`;
const read = createWordReader();

/** The real engine on the passages of a small town, in two collections; only the disk and the editor are made up. */
async function fill(store: VectorStore, collection: string, cut: (text: string) => string[]): Promise<void> {
  for (const [id, text] of Object.entries(passages)) {
    let start = 0;
    const chunks = cut(text).map((piece, at) => {
      const place = { start, end: (start += piece.length), tokens: 20, headingPath: [titleOf(id), 'En détail'] };
      const made = { vector: embedOffline(piece, read)!, words: countStems(read(piece)), metadata: { language: 'fr' } };
      return { chunkId: `${collection} ${id} ${at}`, text: piece, ...place, ...made };
    });
    await store.replaceSource({
      collection,
      model: 'offline',
      uri: addressOf(id),
      title: titleOf(id),
      key: 'k',
      chunks,
    });
  }
}

const titleOf = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

interface World {
  readonly ports: SearchPorts;
  readonly ready: Promise<unknown>;
}

function createWorld(): World {
  const store = createFakeStore();
  const embedder = createOfflineEmbedder();
  const ports = { openStore: async () => store, openEmbedder: async () => embedder };
  const sentences = (text: string) => text.split(/(?<=[.!?]) /);
  return { ports, ready: Promise.all([fill(store, 'orva', text => [text]), fill(store, 'phrases', sentences)]) };
}

function host(more: Partial<Host> = {}): Host {
  const { ports, ready } = createWorld();
  let pending: string | null = QUESTION;
  let set: ExpectedAnswer[] = questions.map(({ question, expected }) => ({
    question,
    expected: [addressOf(expected)],
  }));
  const settled = async ({ collection, ...setting }: SearchSetting) => {
    await ready;
    return { ...setting, collection: collection ?? 'orva' };
  };
  const search: Host['search'] = async ({ question, ...setting }): Promise<SearchAnswer> => {
    const settings = await settled(setting);
    const found = await searchIndex(ports, { ...settings, question });
    const results = found.results.map(({ wordScores: _scores, metadata: _metadata, tokens: _tokens, ...hit }, at) => {
      return { ...hit, rank: at + 1 };
    });
    return { ...found, results, collection: settings.collection, durationMs: 3 };
  };
  return {
    scope: async () => {
      await ready;
      const store = await ports.openStore('');
      const infos = await Promise.all((await store.collections()).map(name => store.collection(name)));
      const collections = infos.filter(info => info !== undefined);
      return { collections, newest: 'orva', fields: ['title', 'uri', 'heading', 'language'], chatModel: null };
    },
    pending: () => {
      const question = pending;
      pending = null;
      return question;
    },
    search,
    project: async ({ collection, ...request }) => {
      await ready;
      return projectCollection(ports, { ...request, collection: collection ?? 'orva' });
    },
    evaluate: async setting => evaluateSearch(ports, await settled(setting), set),
    expect: ({ question, uri }) => {
      set = [...set, { question, expected: [uri] }];
      return { file: 'questions.search.yaml', questions: set.length };
    },
    openQuestions: () => undefined,
    openHit: () => undefined,
    leaveHit: () => undefined,
    showChunk: () => undefined,
    openPage: () => undefined,
    ask: async setting => {
      const found = await search(setting);
      return { answer: null, citations: [], invented: [], chatModel: null, usage: null, found };
    },
    cancelAsk: () => undefined,
    answerSoFar: () => null,
    restOfAnswer: () => null,
    run: () => undefined,
    ...more,
  };
}

const throwing = (problem: Parameters<typeof fail>) => () => {
  throw fail(...problem);
};

/** The page's own host is only there once it is asked. */
function tellPage(text: string): void {
  const { fakeHost } = globalThis as unknown as { fakeHost: { tell: { piece: SearchPageVerbs['piece'] } } };
  fakeHost.tell.piece({ text });
}

const ANSWER = 'Un trajet coûte un euro soixante-dix [1], correspondances comprises [2][99].';
const WORDS = ANSWER.split(/(?<= )/);

/** Writes word by word; the last word comes when `finish` says so. */
function chatting(finish: Promise<void>, words: readonly string[] = WORDS): Host {
  const usual = host();
  return host({
    scope: async () => ({ ...(await usual.scope({})), chatModel: 'llama3.2' }),
    ask: async (setting): Promise<Answer> => {
      const found = await usual.search(setting);
      for (const word of words) tellPage(word);
      await finish;
      const usage = { promptTokens: 812, answerTokens: 24, cost: 0.00021 };
      return { answer: ANSWER, citations: [], invented: [99], chatModel: 'llama3.2', usage, found };
    },
  });
}

/** An answer that was half written when the page was hidden; it is finished while the page is looked at again. */
function writingMeanwhile(question: string, isCancelled = false): Host {
  const finish = new Promise<void>(resolve => Object.assign(globalThis, { finishAnswer: resolve }));
  const meanwhile = chatting(finish, WORDS.slice(3));
  return {
    ...meanwhile,
    pending: () => null,
    answerSoFar: () => ({ question, text: WORDS.slice(0, 3).join(''), isCancelled }),
    restOfAnswer: () => meanwhile.ask({ collection: null, k: 10, filter: [], question }),
  };
}

const noIndex = { collections: [], newest: 'default', fields: [], chatModel: null };

export const samples: Samples<SearchHostVerbs> = {
  plain: () => ({ subject, handlers: host() }),
  asked: () => ({ subject, handlers: host({ pending: () => null }) }),
  noIndex: () => ({ subject, handlers: host({ scope: () => noIndex }) }),
  nothingClose: () => ({ subject, handlers: host({ pending: () => 'xyzzy plugh' }) }),
  corrupt: () => ({
    ...{ subject, handlers: host({ scope: throwing(['config', 'index_corrupt', { path: '/orva/index.sqlite' }]) }) },
  }),
  unauthorised: () => ({
    subject,
    handlers: host({
      search: throwing([
        'config',
        'openai_unauthorised',
        { server: 'api.openai.com', model: 'text-embedding-3-small' },
      ]),
    }),
  }),
  serverDown: () => ({
    subject,
    handlers: host({
      search: throwing(['transient', 'openai_unreachable', { server: '127.0.0.1:11434', model: 'nomic-embed-text' }]),
    }),
  }),
  noQuestions: () => ({ subject, handlers: host({ evaluate: () => null }) }),
  answered: () => ({ subject, handlers: chatting(Promise.resolve()) }),
  hidden: () => ({ subject, handlers: writingMeanwhile('Combien coûte le tram ?') }),
  hiddenCancelled: () => ({ subject, handlers: writingMeanwhile('Combien coûte le tram ?', true) }),
  writing: () => ({ subject, handlers: chatting(new Promise<void>(() => undefined)) }),
};
