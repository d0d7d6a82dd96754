import type { RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput, Source } from '../model/generated/types.ts';
import { addressKey } from '../model/address.ts';
import { checkVectorKind, indexingTarget } from '../model/collection.ts';
import { planSource } from '../model/plan.ts';
import { fail, toProblem } from '../model/problem.ts';
import { withoutPassword } from '../model/withoutPassword.ts';
import type { Ports } from './ports.ts';

/**
 * What the run's record will hold: the Sources that were asked for, and no password. What a person must put right before
 * anything starts (a key that is missing, an address that nobody knows) is refused here, with nothing written.
 */
export async function prepareInput(
  input: IngestionWorkflowInput,
  options: RunOptions,
  ports: Pick<Ports, 'cache' | 'openEmbedder' | 'openStore'>,
): Promise<IngestionWorkflowInput> {
  const sources = chosenSources(input, options, ports);
  const indexes = sources.some(source => planSource(source, input, options).INDEXING !== 'none');
  if (indexes) await checkIndexing(input, ports);
  return withoutPassword({ ...input, sources: [...sources] });
}

/** All of INPUT's, or those that were asked for. Usage `source_unknown`. */
export const chosenSources = (
  input: IngestionWorkflowInput,
  options: RunOptions,
  ports: { readonly cache: Pick<Ports['cache'], 'lastActivity'> },
): readonly Source[] =>
  options.sources.length > 0 ? options.sources.map(uri => findSource(input, uri, ports)) : input.sources;

/** A server that does not answer now may do so when it is needed; a wrong password, or another model, never will. */
async function checkIndexing(
  input: IngestionWorkflowInput,
  { openEmbedder, openStore }: Pick<Ports, 'openEmbedder' | 'openStore'>,
): Promise<void> {
  const { model, collection, databaseUri } = indexingTarget(input);
  await openEmbedder(model);
  const known = await openStore(databaseUri)
    .then(store => store.collection(collection))
    .catch((thrown: unknown) => {
      if (toProblem(thrown).kind !== 'transient') throw thrown;
      return undefined;
    });
  if (known !== undefined && known.chunks > 0) checkVectorKind(collection, known, { model });
}

/** One of INPUT's, or one that an earlier run found by its links. */
function findSource(
  input: IngestionWorkflowInput,
  uri: string,
  ports: { readonly cache: Pick<Ports['cache'], 'lastActivity'> },
): Source {
  const address = addressKey(uri);
  const named = input.sources.find(source => addressKey(source.uri) === address);
  const known =
    named ?? ports.cache.lastActivity(uri, 'SCRAPING')?.source ?? ports.cache.lastActivity(uri, 'CRAWLING')?.source;
  if (!known) throw fail('usage', 'source_unknown', { uri });
  return named ?? { uri, ...(known.options ? { options: known.options } : {}), parent_uri: known.parent_uri ?? null };
}
