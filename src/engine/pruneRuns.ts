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
  const { own, parts } = apart(await runs());
  const candidates = own.slice(keepRuns ?? 0).filter(run => Date.parse(run.startedAt) <= oldest);
  const chosen = new Set(candidates.filter(run => run.owner === null).map(run => run.runId));
  const days = parts.filter(({ api }) => chosen.has(api?.parent ?? '')).map(run => run.runId);
  const removable = [...chosen, ...days];
  let bytes = 0;
  for (const runId of removable) {
    bytes += await ports.runs.size(runId);
    if (!dryRun) await ports.runs.remove(runId);
  }
  return { removed: removable, bytes };
}

/** The days of a backfill go with it, and count for nothing beside it. */
function apart(runs: readonly RunSummary[]) {
  const ids = new Set(runs.map(({ runId }) => runId));
  const isPart = ({ api }: RunSummary): boolean => ids.has(api?.parent ?? '');
  return { own: runs.filter(run => !isPart(run)), parts: runs.filter(isPart) };
}
