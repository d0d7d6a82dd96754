import type { Handlers } from '../protocol/peer.ts';
import type { TemporalVerbs } from '../protocol/temporal.ts';
import type { HeldFolders } from './heldFolders.ts';
import { readApiRun, readBackfill } from './readApiConfig.ts';
import { optionsOf, readInputFile, runIdOf } from './readIngestion.ts';
import type { TemporalLinks } from './temporalLinks.ts';

/** Runs on a server. How they go is told as that of local ones; `cancel`, `resume` and histories find them by their id. */
export function createTemporalVerbs(
  { use, need, diagnose, createNamespace }: Pick<TemporalLinks, 'use' | 'need' | 'diagnose' | 'createNamespace'>,
  { hold }: Pick<HeldFolders, 'hold'>,
): Handlers<TemporalVerbs> {
  return {
    async useTemporal({ workDir, place }) {
      // Held first: what the server has is told together with what lies on the disk.
      await hold(workDir);
      return use(workDir, place);
    },
    async startOnTemporal(request) {
      const backEnd = need(request.workDir);
      const input = await readInputFile(request);
      return backEnd.start({ input, options: optionsOf(request), ...runIdOf(request) });
    },
    createTemporalNamespace: ({ workDir, place }) => createNamespace(workDir, place),
    async ingestApiOnTemporal(request) {
      const backEnd = need(request.workDir);
      return backEnd.startApi(await readApiRun(request));
    },
    async backfillOnTemporal(request) {
      const backEnd = need(request.workDir);
      return backEnd.startBackfill(await readBackfill(request));
    },
    terminateOnTemporal: ({ workDir, runId, reason }) => need(workDir).terminate(runId, reason),
    diagnoseTemporal: ({ workDir, runId }) => diagnose(workDir, runId),
  };
}
