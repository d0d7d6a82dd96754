import { embedQuestion } from './embedTexts.ts';
import type { Ports, ScoredChunk } from './ports.ts';
import { DEFAULT_DATABASE } from '../model/collection.ts';
import { fail } from '../model/problem.ts';
import { createWordReader, questionStems } from './words.ts';

export interface SearchRequest {
  readonly question: string;
  readonly collection: string;
  readonly databaseUri?: string;
  /** How many results at most. */
  readonly k: number;
}

export interface SearchResult {
  /** Best first; empty when there is no index, or no such collection, yet. */
  readonly results: readonly ScoredChunk[];
  /** What made the collection's vectors, and the question's; null when there is no collection. */
  readonly model: string | null;
  /** The collections of this index, when the one asked for is not among them. */
  readonly collections?: readonly string[];
}

/** Asks a collection by vector and by words, with the model that it was made with. Throws usage `question_empty`. */
export async function searchIndex(
  ports: Pick<Ports, 'openStore' | 'openEmbedder'>,
  { question, collection, databaseUri = DEFAULT_DATABASE, k }: SearchRequest,
): Promise<SearchResult> {
  if (question.trim() === '') throw fail('usage', 'question_empty');
  const store = await ports.openStore(databaseUri);
  const known = await store.collection(collection);
  if (known === undefined) return { results: [], model: null, collections: await store.collections() };
  if (known.chunks === 0) return { results: [], model: known.model };
  const embedder = await ports.openEmbedder(known.model);
  const vector = await embedQuestion(embedder, question, new AbortController().signal);
  const words = questionStems(question, createWordReader());
  return { results: await store.search({ collection, vector, words, k }), model: known.model };
}
