import type { IngestionWorkflowInput } from './generated/types.ts';
import { fail } from './problem.ts';

/** Where chunks go, and what makes their vectors, unless INPUT says otherwise. */
export const DEFAULT_COLLECTION = 'default';
export const DEFAULT_DATABASE = 'sqlite:///index.sqlite';
/** Letters and stems, no meaning: whoever names this model says so. */
export const OFFLINE_MODEL = 'offline';
const DEFAULT_MODEL = OFFLINE_MODEL;

export interface IndexingTarget {
  readonly collection: string;
  readonly databaseUri: string;
  readonly model: string;
}

/** Where a run's chunks go. */
export function indexingTarget({ indexing_config }: Pick<IngestionWorkflowInput, 'indexing_config'>): IndexingTarget {
  return {
    collection: indexing_config?.collection_name ?? DEFAULT_COLLECTION,
    databaseUri: indexing_config?.database_uri ?? DEFAULT_DATABASE,
    model: indexing_config?.openai_embedding_model ?? DEFAULT_MODEL,
  };
}

/** What the vectors of a collection are made by. */
export interface VectorKind {
  readonly model: string;
  readonly dimensions: number;
}

/** Vectors of two models, or of two lengths, cannot be compared. Throws config `collection_other_model`, `collection_other_dimensions`. */
export function checkVectorKind(collection: string, known: VectorKind, asked: Partial<VectorKind>): void {
  if (asked.model !== undefined && asked.model !== known.model) {
    const params = { collection, model: known.model, asked_model: asked.model };
    throw fail('config', 'collection_other_model', params);
  }
  if (asked.dimensions !== undefined && asked.dimensions !== known.dimensions) {
    const params = { collection, dimensions: known.dimensions, asked_dimensions: asked.dimensions };
    throw fail('config', 'collection_other_dimensions', params);
  }
}

/** Throws transient `collection_changed` when the Sources of a collection, with their keys, are not those that were seen. */
export function checkUnchanged(collection: string, now: readonly Keyed[], seen: readonly Keyed[]): void {
  const keys = new Map(now.map(({ uri, key }) => [uri, key]));
  if (now.length !== seen.length || seen.some(({ uri, key }) => keys.get(uri) !== key))
    throw fail('transient', 'collection_changed', { collection });
}

interface Keyed {
  readonly uri: string;
  readonly key: string;
}
