/** How well one question was answered. */
export interface QuestionScore {
  /** Share of the expected Sources that are among the first k chunks, 0 to 1. */
  readonly recall: number;
  /** Rank of the first chunk of an expected Source, from 1; null when there is none among the first k. */
  readonly rank: number | null;
}

/** `found`: the Sources of the first k chunks, best first. */
export function scoreQuestion(found: readonly string[], expected: readonly string[]): QuestionScore {
  const hit = expected.filter(uri => found.some(one => isSource(one, uri)));
  const first = found.findIndex(one => expected.some(uri => isSource(one, uri)));
  return { recall: expected.length === 0 ? 0 : hit.length / expected.length, rank: first < 0 ? null : first + 1 };
}

/** An expected address is whole, or its path alone: then it holds on any host. */
function isSource(uri: string, expected: string): boolean {
  if (uri === expected || !expected.startsWith('/')) return uri === expected;
  const url = URL.parse(uri);
  return url !== null && `${url.pathname}${url.search}` === expected;
}

/** Means over all questions; MRR is the mean of 1 / rank (Voorhees, TREC-8 Question Answering Track, 1999). */
export function meanScores(scores: readonly QuestionScore[]): { readonly recallAtK: number; readonly mrr: number } {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    recallAtK: mean(scores.map(({ recall }) => recall)),
    mrr: mean(scores.map(({ rank }) => (rank === null ? 0 : 1 / rank))),
  };
}
