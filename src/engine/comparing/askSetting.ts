import { PASSAGES, type ComparedAnswer } from '../../model/compareSettings.ts';
import type { ExpectedAnswer } from '../../model/found.ts';
import { scoreQuestion } from '../../model/retrieval.ts';
import type { Span } from '../chunking/span.ts';
import { createOfflineEmbedder } from '../embedOffline.ts';
import type { VectorStore } from '../ports.ts';
import { searchIndex, type FoundChunk } from '../searchIndex.ts';
import { SCRATCH } from './measureSetting.ts';

export interface AskedSetting {
  /** One a question, in their order: the rank of the first passage of an expected Source; null: none. */
  readonly ranks: readonly (number | null)[];
  /** Of the passages of a question, in the mean. */
  readonly perQuestion: number;
}

/** Asks an index that `measureSetting` made. */
export function askSetting(store: VectorStore) {
  const ports = { openStore: async () => store, openEmbedder: async () => createOfflineEmbedder() };
  const find = async (question: string): Promise<readonly FoundChunk[]> =>
    (await searchIndex(ports, { question, collection: SCRATCH, k: PASSAGES })).results;
  return {
    async all(questions: readonly ExpectedAnswer[]): Promise<AskedSetting> {
      const ranks: (number | null)[] = [];
      let tokens = 0;
      for (const { question, expected } of questions) {
        const found = await find(question);
        const { rank } = scoreQuestion(
          found.map(({ uri }) => uri),
          expected,
        );
        ranks.push(rank);
        tokens += tokensOf(found);
      }
      return { ranks, perQuestion: tokens / Math.max(1, questions.length) };
    },
    /** Of the first passage that holds some of the page there. */
    async one(question: string, uri: string, place: Span): Promise<Pick<ComparedAnswer, 'rank'> & { tokens: number }> {
      const found = await find(question);
      const at = found.findIndex(hit => hit.uri === uri && hit.start < place.end && hit.end > place.start);
      return { rank: at < 0 ? null : at + 1, tokens: tokensOf(found) };
    },
  };
}

const tokensOf = (found: readonly FoundChunk[]): number => found.reduce((sum, { tokens }) => sum + tokens, 0);
