import type { Limits } from '../model/decide.ts';
import type { ApiEventBody } from '../model/api/apiEvent.ts';
import type { BackfillEventBody } from '../model/api/backfillEvent.ts';
import type { EventBody, HistoryEvent } from '../model/event.ts';
import type { Recorded } from '../model/eventBody.ts';
import type { RetryPolicy } from '../model/retry.ts';
import { applyEvent, type RunState, type SourceState } from '../model/runState.ts';
import type { Stage } from '../model/stage.ts';
import type { Activity, RunSettings } from './activity.ts';
import type { Journal, Ports } from './ports.ts';

export interface Execution {
  readonly state: RunState;
  readonly ports: Ports;
  readonly journal: Journal;
  readonly activities: Readonly<Record<Stage, Activity>>;
  readonly settings: RunSettings;
  /** What a stage's result depends on besides its input and configuration: a hash of its code. */
  readonly codeVersions: Readonly<Record<Stage, string>>;
  readonly policy: RetryPolicy;
  readonly limits: Limits;
  /** No heartbeat for so long: the attempt is given up and its late result refused. */
  readonly heartbeatTimeoutMs: number;
  readonly identity: string;
  /** What a Source's files are called, without folder and extension. */
  nameOf(source: SourceState): string;
  /** Ends the run: what is in flight is stopped, the rest is not started. */
  readonly cancel: AbortSignal;
  /** Leaves the run as it is, to be resumed. */
  readonly park: AbortSignal;
  onEvent(event: HistoryEvent): void;
}

/** Appends to the record and folds it into the state: the state is never anything but what its events tell. */
export const emit = (run: Execution, body: EventBody): void => record(run, body, applyEvent);

/** The same for the run of any workflow. */
export function record<
  State extends { readonly lastEventId: number },
  Body extends EventBody | ApiEventBody | BackfillEventBody,
>(
  run: {
    readonly state: State;
    readonly ports: Pick<Ports, 'clock'>;
    readonly journal: Journal;
    onEvent(event: Recorded<Body>): void;
  },
  body: Body,
  apply: (state: State, event: Recorded<Body>) => void,
): void {
  const event: Recorded<Body> = {
    eventId: run.state.lastEventId + 1,
    eventTime: run.ports.clock.now().toISOString(),
    ...body,
  };
  run.journal.append(event);
  apply(run.state, event);
  run.onEvent(event);
}
