import { DEFAULT_DATABASE } from '../model/collection.ts';
import { fail } from '../model/problem.ts';

import type { RunReader } from './readRuns.ts';
import { refuseUnknown, writesTo } from './reconcile.ts';
import type { WorkFolderPorts } from './workFolderParts.ts';

export interface EmptyRequest {
  readonly collection: string;
  readonly databaseUri?: string;
  /** Addresses; absent: all that this work folder wrote. */
  readonly sources?: readonly string[];
  /** Only says what would go. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

export interface EmptyResult {
  readonly removed: readonly string[];
  readonly chunks: number;
}

type World = Pick<WorkFolderPorts, 'openStore' | 'runs'>;

/**
 * Takes Sources out of an index with all their chunks, one transaction a Source; rows of other folders and other
 * programs are never seen here. Runs and their files stay: a repair, or the next run, indexes them again.
 * Throws data `collection_missing`, `source_not_indexed`; transient `busy` when a run writes there; what the store throws.
 */
export async function emptyIndex(world: World, reader: RunReader, request: EmptyRequest): Promise<EmptyResult> {
  const { collection, databaseUri = DEFAULT_DATABASE, sources, dryRun, signal } = request;
  const store = await world.openStore(databaseUri);
  const there = await store.sources(collection);
  if (there.length === 0) await refuseUnknown(store, collection);
  const unknown = sources?.find(uri => !there.some(row => row.uri === uri));
  if (unknown !== undefined) throw fail('data', 'source_not_indexed', { uri: unknown, collection });
  if (!dryRun) await refuseBusy(world, reader, { collection, databaseUri });
  const going = there.filter(({ uri }) => sources?.includes(uri) ?? true);
  for (const { uri } of dryRun ? [] : going) {
    signal.throwIfAborted();
    await store.removeSource(collection, uri);
  }
  return { removed: going.map(({ uri }) => uri), chunks: going.reduce((sum, { chunks }) => sum + chunks, 0) };
}

type Target = Required<Pick<EmptyRequest, 'collection' | 'databaseUri'>>;

/** What is removed while a run indexes would come back in part. */
async function refuseBusy({ runs }: World, reader: RunReader, target: Target): Promise<void> {
  for (const runId of await runs.list()) {
    const owner = await runs.owner(runId);
    if (owner === null) continue;
    const run = await reader.loadWeb(runId).catch(() => undefined);
    if (run !== undefined && writesTo(run.state, target)) throw fail('transient', 'busy', { run: runId, owner });
  }
}
