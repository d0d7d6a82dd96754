import type { Ranking } from '../model/found.ts';
import { VECTOR_WEIGHT } from '../model/fusion.ts';
import { linkShare } from '../model/linkShare.ts';
import { pickDiverse } from '../model/mmr.ts';
import type { ScoredChunk, VectorStore } from './ports.ts';

/** All of a passage's links are taken off, unless told otherwise. */
const LINK_PENALTY = 1;

export interface RankedChunk extends ScoredChunk {
  /** What its links took away, 0 or less: score = words + weight × vector + links. */
  readonly linksScore: number;
}

interface RankRequest extends Ranking {
  readonly collection: string;
  readonly vector: Float32Array;
  readonly words: readonly string[];
}

/** MMR chooses among so many times more than it is asked for. */
const CANDIDATES = 5;
const [FEWEST, MOST] = [50, 1000];

/** The `k` best: fused by the store, damped by their links, and spread where MMR is asked for. */
export async function rankChunks(store: VectorStore, request: RankRequest): Promise<readonly RankedChunk[]> {
  const { k, lambda, weight = VECTOR_WEIGHT } = request;
  if (lambda === undefined) return (await dampedChunks(store, request, k)).slice(0, k);
  const wanted = Math.min(MOST, Math.max(FEWEST, k * CANDIDATES));
  const candidates = (await dampedChunks(store, request, wanted)).slice(0, wanted);
  const measured = candidates.map(({ score, vector = new Float32Array() }) => {
    return { relevance: score / (1 + weight), vector };
  });
  return pickDiverse(measured, k, lambda).flatMap(at => candidates[at] ?? []);
}

/** A penalty only lowers: once the k-th is as good as the last candidate was, nothing further down can be better. */
async function dampedChunks(store: VectorStore, request: RankRequest, k: number): Promise<RankedChunk[]> {
  const { linkPenalty = LINK_PENALTY, lambda, ...search } = request;
  const vectors = lambda !== undefined;
  for (let most = linkPenalty > 0 ? Math.max(FEWEST, k * 2) : k; ; most *= 4) {
    const candidates = await store.search({ ...search, k: most, vectors });
    const ranked = candidates.map(chunk => damp(chunk, linkPenalty)).sort((a, b) => b.score - a.score);
    const bound = candidates.at(-1)?.score ?? 0;
    if (linkPenalty === 0 || candidates.length < most || most >= MOST || (ranked[k - 1]?.score ?? 0) >= bound)
      return ranked;
  }
}

/** A score below nothing gets no better by links. */
function damp(chunk: ScoredChunk, linkPenalty: number): RankedChunk {
  const linksScore = linkPenalty === 0 ? 0 : -Math.max(0, chunk.score) * linkPenalty * linkShare(chunk.text);
  return { ...chunk, score: chunk.score + linksScore, linksScore: linksScore || 0 };
}
