import path from 'node:path';
import { indexingTarget } from '../model/collection.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';

/** Search in the collection that the newest run wrote. */
export function createSearchVerb({ hold }: Pick<HeldFolders, 'hold'>): Pick<Handlers<EngineVerbs>, 'search'> {
  return {
    async search({ workDir, question, k }) {
      const { folder, follower } = await hold(workDir);
      // From the tail that is held anyway: reading all journals anew for a question would take longer than the search.
      const [newest] = follower.summaries();
      const { collection, databaseUri } = indexingTarget((newest && follower.input(newest.runId)) ?? {});
      const { results, model, durationMs } = await folder.search({ question, k, collection, databaseUri });
      const hits = results.map((hit, at) => {
        const markdown = folder.lastArtifact(hit.uri, 'CONVERTION');
        return { ...hit, rank: at + 1, markdownPath: markdown === null ? null : path.join(workDir, markdown) };
      });
      return { results: hits, model, durationMs };
    },
  };
}
