import { OFFLINE_MODEL } from '../../../model/collection.ts';
import { dollars, PRICES_OF } from '../../../model/prices.ts';
import type { RebuildAnswer } from '../../../protocol/engine.ts';
import type { Text } from '../../text.ts';

/** What a rebuild would take, before a person says yes. */
export function estimateText({ chunks, use }: Pick<RebuildAnswer, 'chunks' | 'use'>, text: Text): string {
  const counts = text.say('rebuild.estimate', {
    chunks: text.count('unit.chunk', chunks),
    known: text.number(use.fromCache),
    tokens: text.number(use.tokens),
  });
  const rest = [text.say('rebuild.beside')];
  if (use.model !== OFFLINE_MODEL) rest.unshift(costText(use, text));
  return [counts, ...rest].join('\n');
}

function costText({ costUsd }: RebuildAnswer['use'], text: Text): string {
  if (costUsd === null) return text.say('rebuild.costUnknown');
  return text.say('rebuild.cost', { cost: dollars(costUsd, text.language), month: PRICES_OF });
}
