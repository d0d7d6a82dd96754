import { embedQuestion } from './embedTexts.ts';
import type { Ports, ScoredChunk, VectorStore } from './ports.ts';
import { rankChunks, type RankedChunk } from './rankChunks.ts';
import { DEFAULT_DATABASE, OFFLINE_MODEL } from '../model/collection.ts';
import type { AskedWord, Mark, Ranking, WordShare } from '../model/found.ts';
import { fail } from '../model/problem.ts';
import { createWordReader, markWords, questionWords, stemsOf, type QuestionWord } from './words.ts';

/** What a search looks in, and how it ranks. */
export interface SearchSettings extends Ranking {
  readonly collection: string;
  readonly databaseUri?: string | undefined;
}

export interface SearchRequest extends SearchSettings {
  readonly question: string;
}

export interface FoundChunk extends Omit<RankedChunk, 'vector'> {
  /** What each word of the question gave, best first; together `wordsScore`. Words that gave nothing are left out. */
  readonly words: readonly WordShare[];
  /** Words of the question in `text`. */
  readonly marks: readonly Mark[];
}

export interface SearchResult {
  /** Best first; empty when there is no index, or no such collection, yet. */
  readonly results: readonly FoundChunk[];
  /** Without stop words. */
  readonly words: readonly AskedWord[];
  /** The model knows letters only, and no word of the question stands in the collection: what was found is chance. */
  readonly nothingClose: boolean;
  /** What made the collection's vectors, and the question's; null when there is no collection. */
  readonly model: string | null;
  /** The collections of this index, when the one asked for is not among them. */
  readonly collections?: readonly string[];
}

export type SearchPorts = Pick<Ports, 'openStore' | 'openEmbedder'>;

/** Asks a collection by vector and by words, with the model that it was made with. Throws usage `question_empty`. */
export async function searchIndex(ports: SearchPorts, request: SearchRequest): Promise<SearchResult> {
  const { question, collection, databaseUri = DEFAULT_DATABASE } = request;
  if (question.trim() === '') throw fail('usage', 'question_empty');
  const store = await ports.openStore(databaseUri);
  const known = await store.collection(collection);
  const none = { results: [], words: [], nothingClose: false, model: known?.model ?? null };
  if (known === undefined) return { ...none, collections: await store.collections() };
  if (known.chunks === 0) return none;
  const embedder = await ports.openEmbedder(known.model);
  const vector = await embedQuestion(embedder, question, new AbortController().signal);
  const read = createWordReader();
  const asked = questionWords(question, read);
  const stems = stemsOf(asked);
  const found = await rankChunks(store, { ...request, vector, words: stems });
  const marked = new Set(stems);
  const words = await countWords(store, collection, asked);
  return {
    results: found.map(({ vector: _vector, ...hit }) => ({
      ...hit,
      words: sharesOf(hit, asked, stems),
      marks: markWords(hit.text, marked, read),
    })),
    words,
    nothingClose: known.model === OFFLINE_MODEL && words.every(({ chunks }) => chunks === 0),
    model: known.model,
  };
}

function sharesOf(
  { wordScores }: Pick<ScoredChunk, 'wordScores'>,
  asked: readonly QuestionWord[],
  stems: readonly string[],
): FoundChunk['words'] {
  const given = new Map(stems.map((stem, at) => [stem, wordScores[at] ?? 0]));
  return asked
    .map(word => ({ word: word.word, score: word.stems.reduce((sum, stem) => sum + (given.get(stem) ?? 0), 0) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

/** Of a word with a stem in each language the one that more chunks hold. */
async function countWords(
  store: VectorStore,
  collection: string,
  asked: readonly QuestionWord[],
): Promise<AskedWord[]> {
  const stems = stemsOf(asked);
  const counts = await store.wordCounts(collection, stems);
  const countOf = new Map(stems.map((stem, at) => [stem, counts[at] ?? 0]));
  return asked.map(({ word, stems: own }) => {
    return { word, chunks: Math.max(0, ...own.map(stem => countOf.get(stem) ?? 0)) };
  });
}
