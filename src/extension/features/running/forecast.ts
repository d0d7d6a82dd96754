import type { EmbeddingForecast } from '../../../model/embedding.ts';
import { dollars, PRICES_OF } from '../../../model/prices.ts';
import type { Text } from '../../text.ts';

/** What a run's vectors will cost, as far as that is known before it; blank when nothing is to be paid. */
export function forecastText(forecast: EmbeddingForecast, text: Text): string {
  const { use, known: knownSources, unknown, usdPerMillionTokens } = forecast;
  const { model } = use;
  // What is left are pages that never gave a text: said before each run, nobody would read it any more.
  if (knownSources > 0 && use.embedded === 0) return '';
  const known = text.say('forecast.known', {
    ...{ model, tokens: text.number(use.tokens), chunks: text.count('unit.chunk', use.embedded) },
    ...{ cost: dollars(use.costUsd ?? 0, text.language), month: PRICES_OF },
  });
  const price = dollars(usdPerMillionTokens ?? 0, text.language);
  const sources = text.count('unit.source', unknown);
  const later = text.say('forecast.unknown', { model, price, sources });
  return [...(use.embedded > 0 ? [known] : []), ...(unknown > 0 ? [later] : [])].join(' ');
}
