import { daysBetween } from '../dataset/days.ts';
import type { Problem } from '../problem.ts';
import type { PlannedDay } from './backfill.ts';
import { countDays, type BackfillState } from './backfillState.ts';
import type { ApiSettings } from './settings.ts';

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

const STATUS = { RUNNING: 'parked', COMPLETED: 'success', FAILED: 'error', CANCELED: 'cancelled' } as const;

export const backfillStatus = (state: BackfillState): BackfillResult['status'] =>
  state.status === 'COMPLETED' && countDays(state).failed > 0 ? 'partial' : STATUS[state.status];

/** A day that fails is told, and the others go on; not when every day would meet the same: a person must act first. */
export const stopsBackfill = ({ kind }: Problem): boolean => kind === 'config' || kind === 'system';

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
