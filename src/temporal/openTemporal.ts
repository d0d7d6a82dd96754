import path from 'node:path';
import { startApi, startBackfill } from './apiRuns.ts';
import type { OpenTemporal } from './backEnd.ts';
import { createTemporalClient } from './client.ts';
import { consult } from './examine.ts';
import { filesFromRoot } from './filesFromRoot.ts';
import { followTemporal } from './followTemporal.ts';

/** What the extension works with: a client, and who follows what runs there. */
export const openTemporal: OpenTemporal = async ({ place, ...options }) => {
  const client = createTemporalClient(place);
  try {
    const { serverVersion } = await client.check();
    const follower = await followTemporal(client, options);
    return {
      serverVersion,
      follower,
      history: runId => follower.history(runId),
      journal: async runId => (await client.read(runId)).events,
      start: async request =>
        client.start({ ...request, input: await filesFromRoot(request, path.dirname(options.workDir)) }),
      startApi: async request => ({ runId: await startApi({ client, workDir: options.workDir }, request) }),
      startBackfill: async request => ({
        runId: await startBackfill({ client, workDir: options.workDir }, { ...request, dryRun: false }),
      }),
      resume: ({ runId, failed }) => client.resume(runId, failed),
      cancel: runId => client.cancel(runId),
      terminate: (runId, reason) => client.terminate(runId, reason),
      diagnose: runId => consult(client, runId),
      async close() {
        follower.close();
        await client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw error;
  }
};
