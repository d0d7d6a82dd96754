import { decide, type Task } from '../model/decide.ts';
import { countOutcomes } from '../model/outcome.ts';
import type { RunState, SourceState } from '../model/runState.ts';
import { emit, type Execution } from './execution.ts';
import { performTask } from './performTask.ts';

/**
 * Drives a run to its end, or until it is parked; a resumed run goes on from its state.
 * Each activity runs at least once and each result is recorded once: an artifact is durable before the event that
 * names it is appended, and events become durable in order.
 */
export async function runWorkflow(run: Execution): Promise<void> {
  const running: Running = new Map();
  const broken = new AbortController();
  try {
    await drive({ ...run, park: AbortSignal.any([run.park, broken.signal]) }, running);
  } catch (thrown) {
    // The journal or the disk gave out: nothing goes on behind the back of who gives the run's lock away.
    broken.abort();
    await Promise.allSettled(running.keys());
    throw thrown;
  }
}

type Running = Map<Promise<void>, Task>;

async function drive(run: Execution, running: Running): Promise<void> {
  const open = new Set<SourceState>();
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

async function park(run: Execution, running: Running): Promise<void> {
  await Promise.allSettled(running.keys());
  emit(run, { eventType: 'WorkflowExecutionPaused', attributes: { identity: run.identity, reason: 'parked' } });
  await run.journal.flush();
}

async function cancel(run: Execution, running: Running): Promise<void> {
  emit(run, { eventType: 'WorkflowExecutionCancelRequested', attributes: { identity: run.identity } });
  await Promise.allSettled(running.keys());
  emit(run, { eventType: 'WorkflowExecutionCanceled', attributes: { result: countRun(run.state) } });
  await run.journal.flush();
}

function countRun(state: RunState): Omit<ReturnType<typeof countOutcomes>, 'open'> {
  const { open: _open, ...counts } = countOutcomes(state);
  return counts;
}
