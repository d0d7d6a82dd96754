import { fail } from '../model/problem.ts';
import type { RunSummary } from '../model/view.ts';
import type { Ports, RunStore } from './ports.ts';
import type { WorkFolder } from './workFolder.ts';

const DAY_MS = 86_400_000;

/** Removes runs that have ended or are parked; one that somebody runs now is never touched. */
export async function pruneRuns(
  ports: Pick<Ports, 'clock'> & { readonly runs: RunStore },
  { keepRuns, olderThanDays, dryRun }: Parameters<WorkFolder['prune']>[0],
  runs: () => Promise<readonly RunSummary[]>,
): ReturnType<WorkFolder['prune']> {
  if (keepRuns === undefined && olderThanDays === undefined) throw fail('usage', 'prune_needs_a_limit');
  const oldest = ports.clock.now().getTime() - (olderThanDays ?? 0) * DAY_MS;
  const candidates = (await runs()).slice(keepRuns ?? 0).filter(run => Date.parse(run.startedAt) <= oldest);
  const removable = candidates.filter(run => run.owner === null).map(run => run.runId);
  let bytes = 0;
  for (const runId of removable) {
    bytes += await ports.runs.size(runId);
    if (!dryRun) await ports.runs.remove(runId);
  }
  return { removed: removable, bytes };
}
