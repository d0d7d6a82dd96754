import { decide, type Limits, type Task } from '../model/decide.ts';
import type { EventBody, HistoryEvent } from '../model/event.ts';
import { countOutcomes } from '../model/outcome.ts';
import type { RetryPolicy } from '../model/retry.ts';
import { applyEvent, type RunState, type SourceState } from '../model/runState.ts';
import type { Stage } from '../model/stage.ts';
import type { Activity, RunSettings } from './activity.ts';
import { performTask } from './performTask.ts';
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
  /** Ends the run: what is in flight is stopped, the rest is not started. */
  readonly cancel: AbortSignal;
  /** Leaves the run as it is, to be resumed. */
  readonly park: AbortSignal;
  onEvent(event: HistoryEvent): void;
}

/** Appends to the record and folds it into the state: the state is never anything but what its events tell. */
export function emit(run: Execution, body: EventBody): void {
  const event: HistoryEvent = {
    eventId: run.state.lastEventId + 1,
    eventTime: run.ports.clock.now().toISOString(),
    ...body,
  };
  run.journal.append(event);
  applyEvent(run.state, event);
  run.onEvent(event);
}

/**
 * Drives a run to its end, or until it is parked; a resumed run goes on from its state.
 * Each activity runs at least once and each result is recorded once: an artifact is durable before the event that
 * names it is appended, and events become durable in order.
 */
export async function runWorkflow(run: Execution): Promise<void> {
  const open = new Set<SourceState>();
  const running = new Map<Promise<void>, Task>();
  let admitted = 0;
  for (;;) {
    for (; admitted < run.state.sources.length; admitted += 1) open.add(run.state.sources[admitted]!);
    if (run.park.aborted) return park(run, running);
    if (run.cancel.aborted) return cancel(run, running);
    const nowMs = run.ports.clock.now().getTime();
    const decision = decide(run.state, open, { nowMs, running: running.values(), limits: run.limits });
    for (const task of decision.start) {
      const done: Promise<void> = performTask(run, task).finally(() => running.delete(done));
      running.set(done, task);
    }
    if (decision.finished && admitted === run.state.sources.length) break;
    await somethingHappens(run, [...running.keys()], decision.wakeInMs);
  }
  emit(run, { eventType: 'WorkflowExecutionCompleted', attributes: { result: countRun(run.state) } });
  await run.journal.flush();
}

async function somethingHappens(run: Execution, running: Promise<void>[], wakeInMs: number | undefined): Promise<void> {
  const waker = new AbortController();
  const signal = AbortSignal.any([waker.signal, run.cancel, run.park]);
  const wake = run.ports.clock.sleep(wakeInMs ?? LONGEST_SLEEP_MS, signal);
  await Promise.race([...running, wake]);
  waker.abort();
}

/** setTimeout turns anything longer than 2³¹−1 ms into 1 ms. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

async function park(run: Execution, running: ReadonlyMap<Promise<void>, Task>): Promise<void> {
  await Promise.allSettled(running.keys());
  emit(run, { eventType: 'WorkflowExecutionPaused', attributes: { identity: run.identity, reason: 'parked' } });
  await run.journal.flush();
}

async function cancel(run: Execution, running: ReadonlyMap<Promise<void>, Task>): Promise<void> {
  emit(run, { eventType: 'WorkflowExecutionCancelRequested', attributes: { identity: run.identity } });
  await Promise.allSettled(running.keys());
  emit(run, { eventType: 'WorkflowExecutionCanceled', attributes: { result: countRun(run.state) } });
  await run.journal.flush();
}

function countRun(state: RunState): Omit<ReturnType<typeof countOutcomes>, 'open'> {
  const { open: _open, ...counts } = countOutcomes(state);
  return counts;
}
