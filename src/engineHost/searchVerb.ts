import path from 'node:path';
import type { WorkFolder } from '../engine/workFolder.ts';
import { DEFAULT_COLLECTION } from '../model/collection.ts';
import type { IndexingStageConfiguration } from '../model/generated/types.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';

/** Search in the collection that the newest run wrote. */
export function createSearchVerb({ hold }: Pick<HeldFolders, 'hold'>): Pick<Handlers<EngineVerbs>, 'search'> {
  return {
    async search({ workDir, question, k }) {
      const { folder } = await hold(workDir);
      const config = await newestIndexing(folder);
      const { results, model, durationMs } = await folder.search({
        question,
        k,
        collection: config?.collection_name ?? DEFAULT_COLLECTION,
        ...(config ? { databaseUri: config.database_uri } : {}),
      });
      const hits = results.map((hit, at) => {
        const markdown = folder.lastArtifact(hit.uri, 'CONVERTION');
        return { ...hit, rank: at + 1, markdownPath: markdown === null ? null : path.join(workDir, markdown) };
      });
      return { results: hits, model, durationMs };
    },
  };
}

async function newestIndexing(folder: WorkFolder): Promise<IndexingStageConfiguration | undefined> {
  const [newest] = await folder.runs();
  if (!newest) return undefined;
  const { events } = await folder.history(newest.runId);
  const [started] = events;
  return started?.eventType === 'WorkflowExecutionStarted'
    ? (started.attributes.input.indexing_config ?? undefined)
    : undefined;
}
