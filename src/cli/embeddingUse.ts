import { OFFLINE_MODEL } from '../model/collection.ts';
import type { EmbeddingUse } from '../model/embedding.ts';
import { modelName } from '../model/modelName.ts';
import { dollars, PRICES_OF } from '../model/prices.ts';
import { figure, type Words } from './texts.ts';

/** What vectors took, in the contract's names; `lexical`: letters and stems, no meaning. */
export function useJson({ model, embedded, fromCache, tokens, costUsd }: EmbeddingUse): Record<string, unknown> {
  const lexical = model === OFFLINE_MODEL;
  return { model, lexical, embedded, from_cache: fromCache, tokens, cost_usd: costUsd, prices_of: PRICES_OF };
}

export function useText(words: Words, use: EmbeddingUse): string {
  const shown = (value: number): string => figure(value, words.language);
  const counts = { embedded: shown(use.embedded), from_cache: shown(use.fromCache), tokens: shown(use.tokens) };
  const vectors = words.say('cli.run.vectors', { model: modelName(use.model, words), ...counts });
  return use.model === OFFLINE_MODEL ? vectors : `${vectors}, ${costText(words, use)}`;
}

function costText(words: Words, { model, costUsd }: EmbeddingUse): string {
  if (costUsd === null) return words.say('cli.run.cost_unknown', { model });
  return words.say('cli.run.cost', { cost: dollars(costUsd, words.language) });
}
