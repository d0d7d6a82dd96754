import type { RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput, Source } from '../model/generated/types.ts';
import { addressKey } from '../model/address.ts';
import { indexingTarget } from '../model/collection.ts';
import { planSource } from '../model/plan.ts';
import { fail } from '../model/problem.ts';
import type { Ports } from './ports.ts';

/**
 * What the run's record will hold: the Sources that were asked for, and no password. What a person must put right before
 * anything starts (a key that is missing, an address that nobody knows) is refused here, with nothing written.
 */
export async function prepareInput(
  input: IngestionWorkflowInput,
  options: RunOptions,
  ports: Pick<Ports, 'cache' | 'openEmbedder'>,
): Promise<IngestionWorkflowInput> {
  const sources =
    options.sources.length > 0 ? options.sources.map(uri => findSource(input, uri, ports)) : input.sources;
  const indexes = sources.some(source => planSource(source, input, options).INDEXING !== 'none');
  if (indexes) await ports.openEmbedder(indexingTarget(input).model);
  return { ...input, sources: [...sources] };
}

/** One of INPUT's, or one that an earlier run found by its links. */
function findSource(input: IngestionWorkflowInput, uri: string, ports: Pick<Ports, 'cache'>): Source {
  const address = addressKey(uri);
  const named = input.sources.find(source => addressKey(source.uri) === address);
  const known =
    named ?? ports.cache.lastActivity(uri, 'SCRAPING')?.source ?? ports.cache.lastActivity(uri, 'CRAWLING')?.source;
  if (!known) throw fail('usage', 'source_unknown', { uri });
  return named ?? { uri, ...(known.options ? { options: known.options } : {}), parent_uri: known.parent_uri ?? null };
}
