import type { WorkFolder } from '../engine/workFolder.ts';
import { fail } from '../model/problem.ts';

/** A work folder that is not there yet, for verbs that only look: asking a question must not make one. */
export function emptyFolder(workDir: string): WorkFolder {
  const refuseRun = (run = ''): never => {
    throw fail('usage', 'run_unknown', { run });
  };
  return {
    workDir,
    ingest: async () => refuseRun(),
    resume: async ({ runId }) => refuseRun(runId),
    runs: async () => [],
    history: async runId => refuseRun(runId),
    sources: async runId => refuseRun(runId),
    search: async () => ({ results: [], model: null, durationMs: 0 }),
    chunks: async () => ({ total: 0, chunks: [] }),
    prune: async () => ({ removed: [], bytes: 0 }),
    lastArtifact: () => null,
    close: async () => {},
  };
}
