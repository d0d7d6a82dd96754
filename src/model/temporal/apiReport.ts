import { pageRef, partitionRef } from '../api/activityRef.ts';
import type { ApiActivityRef, ApiEventBody } from '../api/apiEvent.ts';
import { applyApiEvent, type ApiRunState } from '../api/apiRunState.ts';
import type { LateFailure, PagesDone, PartitionsDone } from './apiCall.ts';

/** What an activity told of its work, as the events that a local run would have written. */
export interface TimedBody {
  readonly at: string;
  readonly body: ApiEventBody;
}

/** `before`: attempts that each activity has had, as the run's state tells. */
export function reportPages(done: PagesDone, before: Before): readonly TimedBody[] {
  const { isAskedAgain, pages, identity, late } = done;
  const again: TimedBody[] = isAskedAgain ? [askAgain(pages[0]?.from ?? null, identity)] : [];
  const read = pages.flatMap(({ number, uri, from, to, ...page }) => {
    const ref = pageRef(number, uri);
    return attempted({ ref, from, to, identity, before }, attempt => ({
      eventType: 'ActivityTaskCompleted',
      attributes: { ...ref, attempt, page },
    }));
  });
  return [...again, ...read, ...reportLate(late, done, before)];
}

export function reportPartitions(done: PartitionsDone, before: Before): readonly TimedBody[] {
  const { partitions, identity, late, isOvertaken } = done;
  if (isOvertaken) return [askAgain(null, identity)];
  const written = partitions.flatMap(({ partition, from, to }) => {
    const ref = partitionRef(partition.partitionDate);
    return attempted({ ref, from, to, identity, before }, attempt => ({
      eventType: 'ActivityTaskCompleted',
      attributes: { ...ref, attempt, partition },
    }));
  });
  return [...written, ...reportLate(late, done, before)];
}

/** An empty time is that of the event that brings it. */
const askAgain = (at: string | null, identity: string): TimedBody => ({
  at: at ?? '',
  body: { eventType: 'WorkflowExecutionSignaled', attributes: { signalName: 'askAgain', identity } },
});

type Before = Pick<ApiRunState, 'open'>;

interface Attempted {
  readonly ref: ApiActivityRef;
  readonly from: string;
  readonly to: string;
  readonly identity: string;
  readonly before: Before;
}

function attempted(
  { ref, from, to, identity, before }: Attempted,
  end: (attempt: number) => ApiEventBody,
): TimedBody[] {
  const known = before.open.get(ref.activityId);
  const attempt = (known?.attempt ?? 0) + 1;
  const fired = { ...ref, timerId: timerOf(ref, attempt - 1) };
  return [
    ...(known ? [] : [{ at: from, body: { eventType: 'ActivityTaskScheduled', attributes: ref } } as const]),
    ...(known?.wait ? [{ at: from, body: { eventType: 'TimerFired', attributes: fired } } as const] : []),
    { at: from, body: { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity } } },
    { at: to, body: end(attempt) },
  ];
}

/** It is tried again by an activity of its own: whether that can help is decided as anywhere. */
function reportLate(
  late: LateFailure | null,
  { identity }: { readonly identity: string },
  before: Before,
): TimedBody[] {
  if (!late) return [];
  const { activityId, uri, from, to, failure, retryState, delayMs } = late;
  const activityType = activityId.startsWith('page-') ? 'API_PAGE' : 'API_PARTITION';
  const ref: ApiActivityRef = { activityId, activityType, uri };
  const attempt = (before.open.get(activityId)?.attempt ?? 0) + 1;
  const told = attempted({ ref, from, to, identity, before }, () => ({
    eventType: 'ActivityTaskFailed',
    attributes: { ...ref, attempt, failure, retryState },
  }));
  if (delayMs === null) return told;
  const timer = { ...ref, timerId: timerOf(ref, attempt), startToFireTimeoutMs: Math.round(delayMs) };
  return [...told, { at: to, body: { eventType: 'TimerStarted', attributes: timer } }];
}

const timerOf = ({ activityId }: ApiActivityRef, attempt: number): string => `${activityId}-${attempt}`;

/** Folds what was told into the state of the run. */
export function applyTold(state: ApiRunState, told: readonly TimedBody[]): void {
  for (const { at, body } of told) applyApiEvent(state, { eventId: state.lastEventId + 1, eventTime: at, ...body });
}
