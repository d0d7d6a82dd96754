import type { EmbeddingUse } from '../model/embedding.ts';
import { costOf } from '../model/prices.ts';
import type { EmbeddingInput } from './embedTexts.ts';
import type { Embedder, Ports } from './ports.ts';

export interface UseEstimate {
  add(inputs: readonly EmbeddingInput[]): void;
  use(): EmbeddingUse;
}

/** What `embedTexts` would take for all that is added, without asking anybody: each text once, what is kept for nothing. */
export function createUseEstimate({ hash, vectors }: Pick<Ports, 'hash' | 'vectors'>, embedder: Embedder): UseEstimate {
  const seen = new Set<string>();
  let [embedded, fromCache, tokens] = [0, 0, 0];
  return {
    add(inputs) {
      const hashes = inputs.map(({ text }) => hash.sha256(text));
      const kept = vectors.read(embedder.identity, [...new Set(hashes)]);
      for (const [at, key] of hashes.entries()) {
        if (kept.has(key) || seen.has(key)) fromCache += 1;
        else {
          seen.add(key);
          embedded += 1;
          tokens += inputs[at]?.tokens ?? 0;
        }
      }
    },
    use: () => ({
      ...{ model: embedder.model, embedded, fromCache, tokens },
      costUsd: embedded === 0 ? 0 : costOf(tokens, embedder.usdPerMillionTokens),
    }),
  };
}
