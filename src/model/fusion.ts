/**
 * How much the cosine counts beside the words. Measured on test/golden/search: see the test beside it.
 * Reciprocal rank fusion with equal weights made French worse than words alone.
 */
export const VECTOR_WEIGHT = 2;

export interface Fused {
  readonly index: number;
  /** wordsScore + VECTOR_WEIGHT × vectorScore. */
  readonly score: number;
  /** Cosine, -1 to 1. */
  readonly vectorScore: number;
  /** BM25 divided by the best one's, 0 to 1; 0 everywhere when no word was found. */
  readonly wordsScore: number;
}

/** The `k` best, best first; of equal ones the earlier. `words` (BM25) and `cosines` have one entry a document. */
export function fuse(words: Float64Array, cosines: Float32Array, k: number, weight = VECTOR_WEIGHT): Fused[] {
  const bestWords = words.reduce((best, score) => Math.max(best, score), 0) || 1;
  const scoreOf = (index: number): number => (words[index] ?? 0) / bestWords + weight * (cosines[index] ?? 0);
  return bestIndices(cosines.length, k, scoreOf).map(index => ({
    index,
    score: scoreOf(index),
    vectorScore: cosines[index] ?? 0,
    wordsScore: (words[index] ?? 0) / bestWords,
  }));
}

/** Keeps a short sorted list instead of sorting all: k is small, and most documents fall at the first comparison. */
function bestIndices(count: number, k: number, scoreOf: (index: number) => number): number[] {
  const best: { index: number; score: number }[] = [];
  let worst = -Infinity;
  for (let index = 0; index < count; index++) {
    const score = scoreOf(index);
    if (best.length >= k && score <= worst) continue;
    const place = best.findIndex(entry => entry.score < score);
    best.splice(place < 0 ? best.length : place, 0, { index, score });
    best.length = Math.min(best.length, k);
    worst = best.at(-1)?.score ?? -Infinity;
  }
  return best.map(entry => entry.index);
}
