import { addExpectation, readQuestionSet } from '../engine/questionSet.ts';
import type { FoundChunk, SearchResult, SearchSettings } from '../engine/searchIndex.ts';
import type { WorkFolder } from '../engine/workFolder.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { SearchAnswer, SearchHit, SearchPlace } from '../protocol/search.ts';
import { newestTarget, type HeldFolders } from './heldFolders.ts';

type SearchVerbs = Pick<
  Handlers<EngineVerbs>,
  'search' | 'searchScope' | 'projectSearch' | 'evaluateSearch' | 'addExpectation' | 'ask' | 'cancelAsk'
>;

interface Place {
  readonly folder: WorkFolder;
  readonly settings: SearchSettings;
}

/** As many chunks as tell which metadata there are. */
const SAMPLE = 50;

/** Search, measures and answers in a collection: the one asked for, else the one that the newest run wrote. */
export function createSearchVerbs({ hold }: Pick<HeldFolders, 'hold'>, tell: () => Tells<GuestVerbs>): SearchVerbs {
  const asking = new Map<string, AbortController>();

  async function locate({ workDir, collection, ...ranking }: SearchPlace): Promise<Place> {
    const held = await hold(workDir);
    const { databaseUri, ...newest } = newestTarget(held);
    return { folder: held.folder, settings: { ...ranking, collection: collection ?? newest.collection, databaseUri } };
  }

  return {
    async search({ question, ...place }) {
      const { folder, settings } = await locate(place);
      const found = await folder.search({ ...settings, question });
      return { ...answerOf(settings.collection, found), durationMs: found.durationMs };
    },
    async searchScope({ workDir }) {
      const { folder, settings } = await locate({ workDir, k: 1 });
      const { collection, databaseUri } = settings;
      const at = databaseUri === undefined ? {} : { databaseUri };
      const { chunks } = await folder.chunks({ collection, ...at, from: 0, count: SAMPLE });
      return {
        collections: await folder.collections(databaseUri),
        newest: collection,
        fields: [...new Set(['title', 'uri', 'heading', ...chunks.flatMap(({ metadata }) => Object.keys(metadata))])],
        chatModel: chatModel(),
      };
    },
    async projectSearch({ question, seed, ...place }) {
      const { folder, settings } = await locate({ ...place, k: 1 });
      return folder.project({ collection: settings.collection, databaseUri: settings.databaseUri, question, seed });
    },
    async evaluateSearch({ file, text, ...place }) {
      const { folder, settings } = await locate(place);
      return folder.evaluate(settings, readQuestionSet(text, file));
    },
    addExpectation({ file, text, ...answer }) {
      const after = addExpectation(text, file, answer);
      return { text: after, questions: readQuestionSet(after, file).length };
    },
    async ask({ question, id, ...place }) {
      const { folder, settings } = await locate(place);
      const controller = new AbortController();
      asking.set(id, controller);
      try {
        const { found, ...answer } = await folder.ask({
          ...{ ...settings, question, chatModel: chatModel(), signal: controller.signal },
          onText: text => tell().answerPiece({ id, text }),
        });
        return { ...answer, found: { ...answerOf(settings.collection, found), durationMs: 0 } };
      } finally {
        asking.delete(id);
      }
    },
    cancelAsk: ({ id }) => asking.get(id)?.abort(),
  };
}

const chatModel = (): string | null => process.env['INGESTION_WORKSHOP_CHAT_MODEL'] || null;

function answerOf(collection: string, found: SearchResult): Omit<SearchAnswer, 'durationMs'> {
  const { results, words, nothingClose, model } = found;
  return { results: results.map((hit, at) => hitOf(hit, at + 1)), words, nothingClose, collection, model };
}

function hitOf(hit: FoundChunk, rank: number): SearchHit {
  const { wordScores: _scores, metadata: _metadata, tokens: _tokens, ...shown } = hit;
  return { ...shown, rank };
}
