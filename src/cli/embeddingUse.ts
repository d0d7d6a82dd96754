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
  const vectors = words.say('cli.run.vectors', figures(words, use));
  return use.model === OFFLINE_MODEL ? vectors : `${vectors}, ${costText(words, use)}`;
}

/** The same before anything is done. */
export const foreseenUseText = (words: Words, use: EmbeddingUse): string =>
  `${words.say('cli.check.use', figures(words, use))}, ${costText(words, use)}`;

function figures(words: Words, { model, embedded, fromCache, tokens }: EmbeddingUse): Record<string, string> {
  const shown = (value: number): string => figure(value, words.language);
  const counts = { embedded: shown(embedded), from_cache: shown(fromCache), tokens: shown(tokens) };
  return { model: modelName(model, words), ...counts };
}

function costText(words: Words, { model, costUsd }: EmbeddingUse): string {
  if (costUsd === null) return words.say('cli.run.cost_unknown', { model });
  return words.say('cli.run.cost', { cost: dollars(costUsd, words.language) });
}
