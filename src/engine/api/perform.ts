import type { ApiActivityRef, ApiEventBody } from '../../model/api/apiEvent.ts';
import { recordFailure, refuseLongWait } from '../recordFailure.ts';
import { emitApi, type ApiExecution } from './apiExecution.ts';

/** setTimeout turns anything longer than 2³¹−1 ms into 1 ms. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

/**
 * One activity from its schedule through all its attempts, each wait a timer of the record. That it is completed is for
 * the caller to record, when what it gave is durable. Rejects with what ended it, or with what stops the run.
 */
export async function perform<Result>(
  run: ApiExecution,
  ref: ApiActivityRef,
  work: (attempt: number, signal: AbortSignal) => Promise<Result>,
): Promise<{ readonly result: Result; readonly attempt: number }> {
  const stop = AbortSignal.any([run.park, run.cancel]);
  if (!run.state.open.has(ref.activityId)) emitApi(run, { eventType: 'ActivityTaskScheduled', attributes: ref });
  for (;;) {
    await waitItsTime(run, ref, stop);
    stop.throwIfAborted();
    const { attempt: before = 0, failures = 0 } = run.state.open.get(ref.activityId) ?? {};
    const attempt = before + 1;
    emitApi(run, { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity: run.identity } });
    try {
      return { result: await work(attempt, stop), attempt };
    } catch (error) {
      const thrown = refuseLongWait(run, error);
      const recorder = { ...run, emit: (body: ApiEventBody) => emitApi(run, body) };
      const end = recordFailure(recorder, { ref, attempt, failures: failures + 1, thrown, spent: {} });
      if (end !== 'IN_PROGRESS') throw thrown;
    }
  }
}

/** A tail torn between a failure and its timer leaves a wait without one. */
async function waitItsTime(run: ApiExecution, ref: ApiActivityRef, stop: AbortSignal): Promise<void> {
  for (;;) {
    const wait = run.state.open.get(ref.activityId)?.wait;
    if (!wait) return;
    const passedMs = run.ports.clock.now().getTime() - wait.sinceMs;
    // A clock that was set back would make the wait longer than it was meant to be.
    const leftMs = Math.min(wait.delayMs - passedMs, wait.delayMs);
    if (leftMs <= 0 || stop.aborted) break;
    await run.ports.clock.sleep(Math.min(leftMs, LONGEST_SLEEP_MS), stop);
  }
  if (stop.aborted) return;
  const { attempt = 0 } = run.state.open.get(ref.activityId) ?? {};
  emitApi(run, { eventType: 'TimerFired', attributes: { ...ref, timerId: `${ref.activityId}-${attempt}` } });
}
