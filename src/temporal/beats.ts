import { isRecord } from '../model/temporal/readInput.ts';
import type { Heard } from '../model/temporal/serverEvent.ts';
import type { RunSummary } from '../model/view.ts';

/** What activities that run have told by their heartbeats, by execution and activity. Changed in place. */
export interface Beats {
  readonly told: Map<string, Beat>;
  /** Activity ids by the event that scheduled them, and those that have ended: what is told of them comes late. */
  readonly scheduled: Map<string, string>;
  readonly ended: Set<string>;
}

interface Beat {
  readonly activityType: string;
  readonly heartbeat: Readonly<Record<string, unknown>>;
}

export const newBeats = (): Beats => ({ told: new Map(), scheduled: new Map(), ended: new Set() });

const ENDS = /^ActivityTask(?:Completed|Failed|TimedOut|Canceled)$/;

export function noteBeats({ told, scheduled, ended }: Beats, heard: readonly Heard[]): void {
  for (const { execution, events, pending } of heard) {
    const keyOf = (id: unknown): string => `${execution.runId}/${String(id)}`;
    for (const { eventType, eventId, attributes } of events) {
      if (eventType === 'ActivityTaskScheduled') scheduled.set(keyOf(eventId), keyOf(attributes.activityId));
      if (!ENDS.test(eventType)) continue;
      const event = keyOf(attributes.scheduledEventId);
      const activity = scheduled.get(event);
      scheduled.delete(event);
      if (activity === undefined) continue;
      told.delete(activity);
      ended.add(activity);
    }
    for (const { activityId, activityType, heartbeat } of pending) {
      const activity = keyOf(activityId);
      if (isRecord(heartbeat) && !ended.has(activity)) told.set(activity, { activityType, heartbeat });
    }
  }
}

/** With what activities have done that no event tells yet. */
export function withBeats(summary: RunSummary, { told }: Beats): RunSummary {
  if (summary.status !== 'RUNNING' || told.size === 0) return summary;
  const sum = (figure: string, type?: string): number =>
    [...told.values()]
      .filter(({ activityType }) => type === undefined || activityType === type)
      .reduce((total, { heartbeat }) => total + (Number(heartbeat[figure] ?? 0) || 0), 0);
  const { api } = summary;
  if (!api) return { ...summary, steps: sum('steps') };
  return {
    ...summary,
    api: {
      ...api,
      pages: api.pages + sum('done', 'API_PAGE'),
      rows: api.rows + sum('rows', 'API_PAGE'),
      partitions: api.partitions + sum('done', 'API_PARTITION'),
    },
  };
}
