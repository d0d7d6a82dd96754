export interface Candidate {
  /** How well it answers, 0 to 1 or so. */
  readonly relevance: number;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein, The Use of MMR, Diversity-Based Reranking, SIGIR 1998): the next
 * one is what answers well and repeats least of what was taken before. `lambda` 1: relevance alone, 0: difference alone.
 * Places of the `k` taken, in their order; of equal ones the earlier.
 */
export function pickDiverse(candidates: readonly Candidate[], k: number, lambda: number): number[] {
  const left = new Set(candidates.keys());
  const nearest = candidates.map(() => 0);
  const taken: number[] = [];
  while (taken.length < k && left.size > 0) {
    let [best, bestScore] = [-1, -Infinity];
    for (const at of left) {
      const score = lambda * (candidates[at]?.relevance ?? 0) - (1 - lambda) * (nearest[at] ?? 0);
      if (score > bestScore) [best, bestScore] = [at, score];
    }
    taken.push(best);
    left.delete(best);
    for (const at of left) nearest[at] = Math.max(nearest[at] ?? 0, cosine(candidates[at], candidates[best]));
  }
  return taken;
}

const cosine = (a: Candidate | undefined, b: Candidate | undefined): number =>
  a?.vector.reduce((sum, value, i) => sum + value * (b?.vector[i] ?? 0), 0) ?? 0;
