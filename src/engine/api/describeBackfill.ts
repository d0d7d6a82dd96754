import type { PlannedDay } from '../../model/api/backfill.ts';
import type { BackfillState } from '../../model/api/backfillState.ts';
import { daysBetween } from '../../model/dataset/days.ts';
import type { ApiSettings } from '../../model/api/settings.ts';
import type { Problem } from '../../model/problem.ts';

export interface BackfillDay {
  readonly date: string;
  /** `skipped`: done before, and left as it is. */
  readonly state: PlannedDay['state'] | 'skipped';
  readonly rows: number | null;
  /** As the dataset names it. */
  readonly file: string | null;
  /** What this run met; a code where an earlier one met it. */
  readonly error: Problem | string | null;
  readonly isPlanned: boolean;
}

export interface BackfillResult {
  /** Null after a dry run. */
  readonly runId: string | null;
  readonly settings: ApiSettings;
  /** `partial`: days that failed. */
  readonly status: 'success' | 'partial' | 'cancelled' | 'error' | 'parked';
  readonly failure: Problem | null;
  /** Of the whole range, in the order of the days. */
  readonly days: readonly BackfillDay[];
  readonly durationMs: number;
}

/** As a day stands that nothing was done about. */
export const untouched = (day: PlannedDay): BackfillDay => ({
  ...day,
  state: day.state === 'done' && !day.isPlanned ? 'skipped' : day.state,
});

/** How the days of the range stand after a run. */
export function describeDays(planned: readonly PlannedDay[], { children }: BackfillState): BackfillDay[] {
  const byDate = new Map<string, Partial<BackfillDay>>();
  for (const { range, status, partitions, failure } of children.values())
    for (const date of daysBetween(range.first, range.last)) {
      const written = partitions.find(one => one.partitionDate === date);
      if (status === 'COMPLETED')
        byDate.set(date, { state: 'done', rows: written?.rows ?? 0, file: written?.file ?? null, error: null });
      else if (status === 'FAILED') byDate.set(date, { state: 'failed', error: failure });
      else byDate.set(date, {});
    }
  return planned.map(day => ({ ...untouched(day), ...byDate.get(day.date), isPlanned: byDate.has(day.date) }));
}
