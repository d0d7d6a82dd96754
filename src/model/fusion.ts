/**
 * How much the cosine counts beside the words. Measured on test/golden/search: see the test beside it.
 * Reciprocal rank fusion with equal weights made French worse than words alone.
 */
export const VECTOR_WEIGHT = 2;

export interface Fused {
  readonly index: number;
  /** wordsScore + weight × vectorScore. */
  readonly score: number;
  /** Cosine, -1 to 1. */
  readonly vectorScore: number;
  /** BM25 divided by the best one's, 0 to 1; 0 everywhere when no word was found. */
  readonly wordsScore: number;
}

export interface FusionOptions {
  readonly k: number;
  readonly weight?: number | undefined;
  /** Only these count, also for what the best BM25 is. */
  readonly allows?: ((index: number) => boolean) | undefined;
}

/** The `k` best, best first; of equal ones the earlier. `words` (BM25) and `cosines` have one entry a document. */
export function fuse(words: Float64Array, cosines: Float32Array, options: FusionOptions): Fused[] {
  const { k, weight = VECTOR_WEIGHT, allows = () => true } = options;
  const bestWords = bestOf(words, allows);
  const scoreOf = (index: number): number =>
    allows(index) ? (words[index] ?? 0) / bestWords + weight * (cosines[index] ?? 0) : -Infinity;
  return bestIndices(cosines.length, k, scoreOf).map(index => ({
    index,
    score: scoreOf(index),
    vectorScore: cosines[index] ?? 0,
    wordsScore: (words[index] ?? 0) / bestWords,
  }));
}

/** The best BM25 among the allowed; 1 when there is none, so that it can divide. */
export function bestOf(words: Float64Array, allows: (index: number) => boolean = () => true): number {
  return words.reduce((best, score, index) => (score > best && allows(index) ? score : best), 0) || 1;
}

/** Keeps a short sorted list instead of sorting all: k is small, and most documents fall at the first comparison. */
function bestIndices(count: number, k: number, scoreOf: (index: number) => number): number[] {
  const best: { index: number; score: number }[] = [];
  let worst = -Infinity;
  for (let index = 0; index < count; index++) {
    const score = scoreOf(index);
    if (score === -Infinity || (best.length >= k && score <= worst)) continue;
    const place = best.findIndex(entry => entry.score < score);
    best.splice(place < 0 ? best.length : place, 0, { index, score });
    best.length = Math.min(best.length, k);
    worst = best.at(-1)?.score ?? -Infinity;
  }
  return best.map(entry => entry.index);
}
