import type { JournalEvent } from './event.ts';
import type { Problem, Reason } from './problem.ts';

/**
 * What lists and a time axis need of an event; the rest is asked for when it is looked at. Nothing here knows where the
 * event comes from: a journal's line and an event of a Temporal server look the same.
 */
export interface EventBrief {
  /** 1, 2, 3 … without a gap. */
  readonly id: number;
  /** ms since 1970. */
  readonly at: number;
  /** In Temporal's words. */
  readonly type: string;
  /** Place in the `uris` that come with it; absent: the event is the whole run's. */
  readonly source?: number;
  /** Activity type, as a stage; of a child workflow, its type. */
  readonly activity?: string;
  readonly attempt?: number;
  /** How it ended, where the type does not say it. */
  readonly mark?: EventMark;
  /** Why it failed, or why the Source was left aside. */
  readonly reason?: Reason;
  /** Of a timer. */
  readonly delayMs?: number;
}

/** RETRYING: failed, and an attempt follows. FINAL: failed for good. */
export type EventMark = 'REUSED' | 'SKIPPED' | 'RETRYING' | 'FINAL';

/** Events from one index on. */
export interface HistoryBatch {
  readonly events: readonly EventBrief[];
  /** Addresses that these events are about. */
  readonly uris: readonly string[];
  /** How many events there are by now. */
  readonly total: number;
  /** What makes the rest unreadable; what is before it stands. */
  readonly fault: Problem | null;
}

export function briefEvent(event: JournalEvent, placeOf: (uri: string) => number): EventBrief {
  const { attributes } = event;
  return {
    id: event.eventId,
    at: Date.parse(event.eventTime),
    type: event.eventType,
    ...('uri' in attributes && { source: placeOf(lineOf(attributes)), activity: attributes.activityType }),
    // A child workflow is to its parent what an activity is.
    ...('range' in attributes && { source: placeOf(attributes.workflowId), activity: 'ApiIngestionWorkflow' }),
    ...('attempt' in attributes && { attempt: attributes.attempt }),
    ...endOf(event),
    ...(event.eventType === 'TimerStarted' && { delayMs: event.attributes.startToFireTimeoutMs }),
  };
}

/**
 * Two pages of an API may have one address, as when it is asked again because rows moved: each has a line of its own, and
 * its number is the fragment, which asks for nothing.
 */
function lineOf({ uri, activityId }: { readonly uri: string; readonly activityId: string }): string {
  const [, page] = /^page-(\d+)$/.exec(activityId) ?? [];
  return page === undefined ? uri : `${uri}#${page}`;
}

function endOf(event: JournalEvent): Pick<EventBrief, 'mark' | 'reason'> {
  switch (event.eventType) {
    case 'ActivityTaskCompleted': {
      if (!('source' in event.attributes)) return {};
      const { skipped, reused } = event.attributes;
      return skipped ? { mark: 'SKIPPED', reason: skipped } : reused ? { mark: 'REUSED' } : {};
    }
    case 'ActivityTaskFailed': {
      const { failure, retryState } = event.attributes;
      return { mark: retryState === 'IN_PROGRESS' ? 'RETRYING' : 'FINAL', reason: reasonOf(failure) };
    }
    case 'ChildWorkflowExecutionFailed':
      return { mark: 'FINAL', reason: reasonOf(event.attributes.failure) };
    case 'WorkflowExecutionFailed':
      return { reason: reasonOf(event.attributes.failure) };
    default:
      return {};
  }
}

const reasonOf = ({ code, params }: Problem): Reason => ({ code, params });

const FAILURES: ReadonlySet<string> = new Set([
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ChildWorkflowExecutionFailed',
  'WorkflowExecutionFailed',
  'WorkflowExecutionTimedOut',
]);

export const isFailure = ({ type }: Pick<EventBrief, 'type'>): boolean => FAILURES.has(type);
