import type { EventBrief, HistoryBatch } from './history.ts';
import type { Reason } from './problem.ts';

/**
 * cut: the engine stopped before there was a result. wait: for the next attempt. open: nothing ended it yet.
 * reused: the result of an earlier run was taken.
 */
export type BarKind = 'open' | 'done' | 'failed' | 'cut' | 'reused' | 'skipped' | 'canceled' | 'wait';

export interface Bar {
  kind: BarKind;
  readonly activity: string;
  readonly attempt: number;
  /** ms since 1970. */
  readonly from: number;
  /** null: still on. A wait has an end from its beginning. */
  to: number | null;
  /** The event that began it, and the one that ended it: of what was cut, the last that was recorded. */
  readonly beganId: number;
  endedId: number | null;
  /** Why it failed, or was left aside. */
  reason?: Reason;
}

/** One Source on the axis. */
export interface TimelineRow {
  readonly uri: string;
  readonly bars: Bar[];
  /** Attempts beside the first of each activity. */
  extraAttempts: number;
  failures: number;
  /** ms of work that has ended. */
  workMs: number;
}

/** Nobody drove the run. parked: stopped in good order. cut: killed. rest: ended, and taken up again. */
export interface Gap {
  readonly kind: 'parked' | 'cut' | 'rest';
  readonly from: number;
  /** null: until now. */
  to: number | null;
  /** The last event before it: so much had been recorded. */
  readonly lastId: number;
}

/** A run as its axis shows it. Folding changes it in place: a batch more must not cost what the whole did. */
export interface Timeline {
  readonly rows: Map<string, TimelineRow>;
  readonly gaps: Gap[];
  startedAt: number;
  lastAt: number;
  lastId: number;
  endedAt: number | null;
  failures: number;
  /** Activities whose last bar is open. */
  readonly open: Map<string, Bar>;
  readonly waits: Map<string, Bar>;
}

export const newTimeline = (): Timeline => ({
  rows: new Map(),
  gaps: [],
  startedAt: 0,
  lastAt: 0,
  lastId: 0,
  endedAt: null,
  failures: 0,
  open: new Map(),
  waits: new Map(),
});

export function addEvents(timeline: Timeline, { events, uris }: Pick<HistoryBatch, 'events' | 'uris'>): void {
  for (const event of events) {
    if (timeline.lastId === 0) timeline.startedAt = event.at;
    const uri = event.source === undefined ? undefined : uris[event.source];
    if (uri === undefined || event.activity === undefined) addRunEvent(timeline, event);
    else addActivityEvent(timeline, event, { uri, activity: event.activity });
    timeline.lastAt = event.at;
    timeline.lastId = event.id;
  }
}

function addRunEvent(timeline: Timeline, { type, at }: EventBrief): void {
  switch (type) {
    case 'WorkflowExecutionPaused':
      closeOpen(timeline, 'cut', at);
      return openGap(timeline, 'parked', at);
    case 'WorkflowExecutionUnpaused':
    case 'WorkflowExecutionSignaled':
      return takeUp(timeline, at);
    case 'WorkflowExecutionCompleted':
    case 'WorkflowExecutionFailed':
    case 'WorkflowExecutionCanceled':
    case 'WorkflowExecutionTerminated':
    case 'WorkflowExecutionTimedOut':
      timeline.endedAt = at;
      closeOpen(timeline, 'cut', at);
  }
}

const openGap = ({ gaps, lastId }: Timeline, kind: Gap['kind'], from: number): void =>
  void gaps.push({ kind, from, to: null, lastId });

/** Somebody drives it again: what was on when it stopped without a word was cut. */
function takeUp(timeline: Timeline, at: number): void {
  if (timeline.endedAt !== null) openGap(timeline, 'rest', timeline.endedAt);
  else if (timeline.gaps.at(-1)?.to !== null) {
    closeOpen(timeline, 'cut', timeline.lastAt);
    openGap(timeline, 'cut', timeline.lastAt);
  }
  timeline.endedAt = null;
  const gap = timeline.gaps.at(-1);
  if (gap) gap.to = Math.max(gap.from, at);
}

function closeOpen(timeline: Timeline, kind: BarKind, at: number): void {
  for (const [key, bar] of timeline.open) {
    Object.assign(bar, { kind, to: Math.max(bar.from, at), endedId: timeline.lastId });
    const row = timeline.rows.get(key.slice(key.indexOf(' ') + 1));
    if (row) row.workMs += Math.max(0, at - bar.from);
  }
  timeline.open.clear();
}

interface At {
  readonly uri: string;
  readonly activity: string;
}

function addActivityEvent(timeline: Timeline, event: EventBrief, place: At): void {
  const { uri, activity } = place;
  const key = `${activity} ${uri}`;
  const row = rowOf(timeline, uri);
  const { at, id, attempt = 1, mark, reason } = event;
  switch (event.type) {
    case 'StartChildWorkflowExecutionInitiated':
    case 'ActivityTaskStarted': {
      const bar: Bar = { kind: 'open', activity, attempt, from: at, to: null, beganId: id, endedId: null };
      row.bars.push(bar);
      timeline.open.set(key, bar);
      if (attempt > 1) row.extraAttempts += 1;
      return;
    }
    case 'ChildWorkflowExecutionCompleted':
    case 'ActivityTaskCompleted':
      return close(mark === 'SKIPPED' ? 'skipped' : mark === 'REUSED' ? 'reused' : 'done');
    case 'ChildWorkflowExecutionFailed':
    case 'ActivityTaskFailed':
    case 'ActivityTaskTimedOut':
      row.failures += 1;
      timeline.failures += 1;
      return close('failed');
    case 'ActivityTaskCanceled':
      return close('canceled');
    case 'TimerStarted': {
      const to = at + (event.delayMs ?? 0);
      const bar: Bar = { kind: 'wait', activity, attempt, from: at, to, beganId: id, endedId: null };
      row.bars.push(bar);
      timeline.waits.set(key, bar);
      return;
    }
    case 'TimerFired': {
      const bar = timeline.waits.get(key);
      if (bar) Object.assign(bar, { to: at, endedId: id });
      timeline.waits.delete(key);
    }
  }

  function close(kind: BarKind): void {
    const bar = timeline.open.get(key);
    if (!bar) return;
    Object.assign(bar, { kind, to: at, endedId: id, ...(reason && { reason }) });
    row.workMs += Math.max(0, at - bar.from);
    timeline.open.delete(key);
  }
}

function rowOf({ rows }: Timeline, uri: string): TimelineRow {
  const known = rows.get(uri);
  if (known) return known;
  const row: TimelineRow = { uri, bars: [], extraAttempts: 0, failures: 0, workMs: 0 };
  rows.set(uri, row);
  return row;
}
