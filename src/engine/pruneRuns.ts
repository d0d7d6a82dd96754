import { fail } from '../model/problem.ts';
import type { RunSummary } from '../model/view.ts';
import type { Ports, RunStore } from './ports.ts';
import type { WorkFolder } from './workFolder.ts';

const DAY_MS = 86_400_000;
/** An activity takes an hour at the most: where nobody has written for a week, a server's run has ended, or stands. */
const QUIET_DAYS = 7;

/** Removes runs that have ended or are parked, a server's too; one that somebody runs now is never touched. */
export async function pruneRuns(
  ports: Pick<Ports, 'clock'> & { readonly runs: RunStore },
  { keepRuns, olderThanDays, dryRun }: Parameters<WorkFolder['prune']>[0],
  runs: () => Promise<readonly RunSummary[]>,
): ReturnType<WorkFolder['prune']> {
  if (keepRuns === undefined && olderThanDays === undefined) throw fail('usage', 'prune_needs_a_limit');
  const daysAgo = (days: number): number => ports.clock.now().getTime() - days * DAY_MS;
  const { own, parts } = apart(await runs());
  const quiet = daysAgo(QUIET_DAYS);
  const all = [
    ...own.map(({ runId, startedAt, owner }) => ({ runId, startedAt, isOn: owner !== null })),
    ...(await ports.runs.onServer()).map(run => ({ ...run, isOn: Date.parse(run.writtenAt) > quiet })),
  ].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  const candidates = all.slice(keepRuns ?? 0).filter(run => Date.parse(run.startedAt) <= daysAgo(olderThanDays ?? 0));
  const chosen = new Set(candidates.filter(run => !run.isOn).map(run => run.runId));
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
