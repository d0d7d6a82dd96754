import type { JournalEvent } from './event.ts';
import type { Problem } from './problem.ts';

/** What the last resume found, and what it did. */
export interface Resumption {
  /** Results that were recorded: none of them is made again. */
  readonly kept: number;
  /** Activities put back to be started anew: what was in flight, or what had failed. */
  readonly reopened: number;
  /** Of these, the ones that were started again so far. */
  again: number;
}

/** What runs of all workflows have in common, as their events tell it. */
export interface ExecutionState {
  status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  lastEventId: number;
  /** RFC 3339; null while it runs or is parked. */
  endedAt: string | null;
  /** Of the run as a whole. */
  failure: Problem | null;
  resumption: Resumption | null;
}

/** What attempts an activity has had. */
export interface Attempts {
  /** Of the last start, 1-based; 0 before it. */
  attempt: number;
  /** Attempts that failed: a crash is an attempt but no failure. */
  failures: number;
  /** When WAITING: how long, and since when, in ms since 1970. */
  wait?: { readonly sinceMs: number; readonly delayMs: number };
  /** Put back to be started anew, and not started yet. */
  reopened?: boolean;
}

/** Ends the run, or takes it up again; what else an event does is its workflow's. */
export function applyExecution(state: ExecutionState, event: JournalEvent): void {
  state.lastEventId = event.eventId;
  switch (event.eventType) {
    case 'WorkflowExecutionUnpaused':
    case 'WorkflowExecutionSignaled':
      state.status = 'RUNNING';
      state.endedAt = null;
      state.failure = null;
      return;
    case 'WorkflowExecutionCompleted':
      return end(state, event.eventTime, 'COMPLETED');
    case 'WorkflowExecutionCanceled':
      return end(state, event.eventTime, 'CANCELED');
    case 'WorkflowExecutionFailed':
      state.failure = event.attributes.failure;
      return end(state, event.eventTime, 'FAILED');
    default:
  }
}

function end(state: ExecutionState, at: string, status: 'COMPLETED' | 'CANCELED' | 'FAILED'): void {
  state.status = status;
  state.endedAt = at;
}

export function startAttempt(activity: Attempts, attempt: number, resumption: Resumption | null): void {
  activity.attempt = attempt;
  if (activity.reopened && resumption) resumption.again += 1;
  delete activity.reopened;
}

interface TimerStarted {
  readonly eventTime: string;
  readonly attributes: { readonly startToFireTimeoutMs: number };
}

export function startWait(activity: Attempts, { eventTime, attributes }: TimerStarted): void {
  activity.wait = { sinceMs: Date.parse(eventTime), delayMs: attributes.startToFireTimeoutMs };
}

/** Of events of one workflow, those that are about one of its activities. */
export const isOfActivity = <Event extends { readonly attributes: object }>(
  event: Event,
): event is Extract<Event, { readonly attributes: { readonly activityId: string } }> =>
  'activityId' in event.attributes;
