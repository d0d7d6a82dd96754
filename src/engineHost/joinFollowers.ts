import type { RunsFollower } from '../adapters/runs/followRuns.ts';
import { newestFirst } from '../model/describeRun.ts';

/**
 * Runs of a work folder and those that a server holds for it, as one. `remote` is asked each time: a server comes and
 * goes. A run that both know is the local one.
 */
export function joinFollowers(local: RunsFollower, remote: () => RunsFollower | null): RunsFollower {
  const others = () => {
    const known = new Set(local.summaries().map(({ runId }) => runId));
    return (remote()?.summaries() ?? []).filter(({ runId }) => !known.has(runId));
  };
  const knows = (runId: string) => local.summaries().some(run => run.runId === runId);
  const of = (runId: string) => (knows(runId) ? local : (remote() ?? local));
  return {
    summaries: () => newestFirst([...local.summaries(), ...others()]),
    sources: runId => of(runId).sources(runId),
    input: runId => of(runId).input(runId),
    state: runId => of(runId).state(runId),
    outputFolders: () => [...new Set([...local.outputFolders(), ...(remote()?.outputFolders() ?? [])])],
    // A server that is away is told by its status: what lies on the disk is as true as before.
    refresh: async () =>
      void (await Promise.all([
        local.refresh(),
        remote()
          ?.refresh()
          .catch(() => undefined),
      ])),
    close: local.close,
  };
}
