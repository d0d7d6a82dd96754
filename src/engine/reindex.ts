import { indexingTarget } from '../model/collection.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import type { SourceState } from '../model/runState.ts';
import { indexAnew } from './activities/indexSource.ts';
import { readStageInput } from './activityInput.ts';
import type { Ports, VectorStore } from './ports.ts';

interface Reindexing {
  /** Those of the run: they know where its INPUT lies. */
  readonly ports: Ports;
  readonly store: VectorStore;
  readonly source: SourceState;
  readonly input: IngestionWorkflowInput;
  readonly collection: string;
  readonly key: string;
  readonly signal: AbortSignal;
}

/**
 * A Source's rows from its chunk file, in one transaction, whatever the index has of it. A collection that was rebuilt
 * under another model stays with that model. Throws data `artifact_missing`, `artifact_changed`.
 */
export async function reindex({ ports, store, source, input, collection, key, signal }: Reindexing): Promise<void> {
  const known = await store.collection(collection);
  const { model: asked, databaseUri } = indexingTarget(input);
  const model = known !== undefined && known.chunks > 0 ? known.model : asked;
  const indexing_config = { collection_name: collection, openai_embedding_model: model, database_uri: databaseUri };
  const context = {
    ...{ ports, signal },
    input: { ...input, indexing_config },
    // As `rebuildCollection` names them.
    key: model === asked ? key : `${key} by ${model}`,
    readInput: () => readStageInput({ ports }, { source, stage: 'INDEXING' }),
    heartbeat: () => undefined,
  };
  await indexAnew(context, source.source, store);
}
