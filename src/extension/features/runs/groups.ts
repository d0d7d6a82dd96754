/** What a list of runs becomes when it is long: the newest as they are, the rest by day, week and month. */
export interface Grouped<Run> {
  readonly newest: readonly Run[];
  readonly groups: readonly { readonly period: Period; readonly runs: readonly Run[] }[];
}

/** `today`, `yesterday`, `week` (the last seven days), or a month, `2026-11`; all in local time. */
export type Period = 'today' | 'yesterday' | 'week' | `${number}-${string}`;

/** So many fit beside the Sources; a few more do not make groups worth a click. */
const SHOWN = 10;
const TOLERATED = 15;

/** `runs`: newest first. */
export function groupRuns<Run extends { readonly startedAt: string }>(runs: readonly Run[], now: Date): Grouped<Run> {
  if (runs.length <= TOLERATED) return { newest: runs, groups: [] };
  const groups = new Map<Period, Run[]>();
  for (const run of runs.slice(SHOWN)) {
    const period = periodOf(new Date(run.startedAt), now);
    groups.set(period, [...(groups.get(period) ?? []), run]);
  }
  return { newest: runs.slice(0, SHOWN), groups: [...groups].map(([period, members]) => ({ period, runs: members })) };
}

export function periodOf(started: Date, now: Date): Period {
  const days = Math.round((dayOf(now) - dayOf(started)) / 86_400_000);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 7) return 'week';
  return `${started.getFullYear()}-${String(started.getMonth() + 1).padStart(2, '0')}`;
}

/** Midnight; the days of a change of clocks have 23 or 25 hours, so that their distance is rounded. */
const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
