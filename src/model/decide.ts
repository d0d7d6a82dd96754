import { isSettled, nextStage, waitsForTwin } from './outcome.ts';
import type { ActivityState, RunState, SourceState } from './runState.ts';
import type { Stage } from './stage.ts';

export interface Limits {
  /** Activities at a time. */
  readonly concurrency: number;
  /** Requests at a time to one host that is not this machine. */
  readonly perHost: number;
  /** Activities at a time in one stage; a stage that is not named has no limit of its own. */
  readonly perStage?: Readonly<Partial<Record<Stage, number>>>;
}

export interface Task {
  readonly source: SourceState;
  readonly stage: Stage;
}

export interface Moment {
  /** Since 1970. */
  readonly nowMs: number;
  readonly running: Iterable<Task>;
  readonly limits: Limits;
  /**
   * These stages alone: a Source whose next one is another has nothing to do now. INDEXING then waits for nobody but the
   * Source's own twin, as all pages are known by then.
   */
  readonly phase?: ReadonlySet<Stage>;
}

export interface Decision {
  readonly start: readonly Task[];
  /** Until the next retry; undefined when none waits. Never negative, whatever the clock did. */
  readonly wakeInMs: number | undefined;
  /** Every Source has settled. */
  readonly finished: boolean;
}

/**
 * What to start now. Sources are taken in their order of admission, each at its next stage; INDEXING goes strictly in
 * that order, one at a time, so that duplicates are told the same way and the index is the same whichever page
 * answered first. `open` holds the Sources that may not have settled yet, in order, and is pruned in passing.
 */
export function decide(state: RunState, open: Set<SourceState>, moment: Moment): Decision {
  const running = [...moment.running];
  const busy = countBusy(running);
  const taken = new Set(running.map(task => task.source));
  const start: Task[] = [];
  let wakeInMs: number | undefined;
  let isFirst = true;
  for (const source of open) {
    if (isSettled(state, source) || isOutside(source, moment.phase)) {
      open.delete(source);
      continue;
    }
    const step: Step = taken.has(source) ? { kind: 'busy' } : stepOf(source, moment.nowMs);
    if (step.kind === 'wait') wakeInMs = Math.min(wakeInMs ?? Infinity, step.ms);
    const isItsTurn = () => (moment.phase ? !waitsForTwin(state, source) : isFirst);
    if (step.kind === 'start' && (step.stage !== 'INDEXING' || isItsTurn())) {
      const task = { source, stage: step.stage };
      if (takeSlot(busy, task, moment.limits)) start.push(task);
    }
    isFirst = false;
    if (busy.total >= moment.limits.concurrency) break;
  }
  return { start, wakeInMs, finished: open.size === 0 };
}

function isOutside(source: SourceState, phase: ReadonlySet<Stage> | undefined): boolean {
  const next = phase && nextStage(source);
  return next !== undefined && !phase?.has(next);
}

type Step =
  | { readonly kind: 'start'; readonly stage: Stage }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'busy' };

function stepOf(source: SourceState, nowMs: number): Step {
  const stage = source.sameAddressAs ? undefined : nextStage(source);
  if (!stage) return { kind: 'busy' };
  const activity = source.activities.get(stage);
  if (!activity || activity.status === 'SCHEDULED') return { kind: 'start', stage };
  if (activity.status !== 'WAITING') return { kind: 'busy' };
  const ms = remainingMs(activity, nowMs);
  return ms === 0 ? { kind: 'start', stage } : { kind: 'wait', ms };
}

/** A clock that jumps back must not lengthen a wait, one that jumps ahead may end it: 0 ≤ wait ≤ the timer's length. */
export function remainingMs(activity: Pick<ActivityState, 'wait'>, nowMs: number): number {
  if (!activity.wait) return 0;
  const { sinceMs, delayMs } = activity.wait;
  return Math.min(delayMs, Math.max(0, sinceMs + delayMs - nowMs));
}

interface Busy {
  total: number;
  readonly stages: Map<Stage, number>;
  readonly hosts: Map<string, number>;
}

function countBusy(running: Iterable<Task>): Busy {
  const busy: Busy = { total: 0, stages: new Map(), hosts: new Map() };
  for (const task of running) count(busy, task);
  return busy;
}

function takeSlot(busy: Busy, task: Task, limits: Limits): boolean {
  if (busy.total >= limits.concurrency) return false;
  if ((busy.stages.get(task.stage) ?? 0) >= (limits.perStage?.[task.stage] ?? Infinity)) return false;
  if (isFull(busy, hostOf(task), limits)) return false;
  count(busy, task);
  return true;
}

function count(busy: Busy, task: Task): void {
  busy.total += 1;
  busy.stages.set(task.stage, (busy.stages.get(task.stage) ?? 0) + 1);
  const host = hostOf(task);
  if (host !== null) busy.hosts.set(host, (busy.hosts.get(host) ?? 0) + 1);
}

/** The host whose patience a task spends; null for stages that ask nobody. */
const hostOf = ({ source, stage }: Task): string | null =>
  stage === 'CRAWLING' || stage === 'SCRAPING' ? source.host : null;

const isFull = (busy: Busy, host: string | null, limits: Limits): boolean =>
  host !== null && (busy.hosts.get(host) ?? 0) >= limits.perHost;
