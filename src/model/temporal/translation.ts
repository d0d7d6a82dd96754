import type { ActivityRef, EventBody, HistoryEvent, JournalEvent } from '../event.ts';
import type { Source } from '../generated/types.ts';
import { applyAny, startAny, type AnyRun } from '../journal.ts';
import type { RunState } from '../runState.ts';
import type { RunStatus } from '../view.ts';

/** What a translation remembers from one time to the next. Changed in place. */
export interface Translation {
  /** As told so far. */
  run: AnyRun | undefined;
  /** Said since `takeTold`. */
  told: JournalEvent[];
  lastId: number;
  /** Activities that have not ended, by execution and the event that scheduled them. */
  readonly open: Map<string, OpenActivity>;
  /** By activity: how often in a row its worker died. */
  readonly cuts: Map<string, number>;
  /** What comes in pieces, by hash, and the activities that bring it. */
  readonly awaited: Map<string, Awaited>;
  readonly reads: Map<string, { readonly name: string; readonly at: unknown }>;
  /** Of the run's last execution, when it has ended; it may go on as a new one. */
  ended: RunStatus | 'CONTINUED' | null;
  /** The folder in which the artifacts' folder lies, seen from the root: `.ingestion-workshop/`. */
  readonly prefix: string;
}

/** Told what came, and when that was whole. */
export type Then = (value: unknown, eventTime: string) => void;

/** What is to come in pieces, later in the same histories. */
export interface Awaited {
  readonly then: readonly Then[];
  readonly texts: Map<number, string>;
}

export interface OpenActivity {
  readonly execution: string;
  readonly activityId: string;
  readonly ref: ActivityRef;
  /** As it was sent. */
  readonly source: Source;
  /** Attempts of the same stage before it was scheduled anew: the server begins at 1 each time. */
  readonly before: number;
  /** Last attempts of which the start, and the failure, are told. */
  started: number;
  failed: number;
  /** When its next attempt is due, RFC 3339; null when it does not wait. */
  waitsUntil: string | null;
}

/** Says the next event. */
export function say(translation: Translation, eventTime: string, body: EventBody): void {
  translation.lastId += 1;
  const event: HistoryEvent = { eventId: translation.lastId, eventTime, ...body };
  translation.told.push(event);
  if (event.eventType === 'WorkflowExecutionStarted') translation.run = startAny(event);
  else if (translation.run) applyAny(translation.run, event);
}

/** Of a run that has Sources. */
export const webState = ({ run }: Pick<Translation, 'run'>): RunState | undefined =>
  run?.workflowType === 'IngestionWorkflow' ? run.state : undefined;
