import type { EvaluatedQuestion, Evaluation, ExpectedAnswer } from '../model/found.ts';
import { meanScores, scoreQuestion } from '../model/retrieval.ts';
import { searchIndex, type SearchPorts, type SearchSettings } from './searchIndex.ts';

/** Asks each question of a set and looks whether its Sources are found. */
export async function evaluateSearch(
  ports: SearchPorts,
  settings: SearchSettings,
  set: readonly ExpectedAnswer[],
): Promise<Evaluation> {
  const questions: EvaluatedQuestion[] = [];
  let last: { readonly model: string | null; readonly collections?: readonly string[] } = { model: null };
  for (const { question, expected } of set) {
    const { results, model, collections } = await searchIndex(ports, { ...settings, question });
    last = collections === undefined ? { model } : { model, collections };
    const found = results.map(({ uri }) => uri);
    questions.push({ question, expected, first: found[0] ?? null, ...scoreQuestion(found, expected) });
  }
  return { k: settings.k, ...meanScores(questions), questions, ...last };
}
