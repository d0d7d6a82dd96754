import { decide, type Task } from '../model/decide.ts';
import { countOutcomes } from '../model/outcome.ts';
import { toProblem, type Problem } from '../model/problem.ts';
import type { RunState, SourceState } from '../model/runState.ts';
import { emit, type Execution } from './execution.ts';
import { performTask } from './performTask.ts';

/**
 * Drives a run to its end, or until it is parked; a resumed run goes on from its state.
 * Each activity runs at least once and each result is recorded once: an artifact is durable before the event that
 * names it is appended, and events become durable in order.
 */
export async function runWorkflow(run: Execution): Promise<void> {
  const loop: Loop = { running: new Map(), broken: undefined, wake: () => undefined };
  const wake = (): void => loop.wake();
  run.cancel.addEventListener('abort', wake);
  run.park.addEventListener('abort', wake);
  const broken = new AbortController();
  try {
    await drive({ ...run, park: AbortSignal.any([run.park, broken.signal]) }, loop);
  } catch (thrown) {
    // The journal or the disk gave out: nothing goes on behind the back of who gives the run's lock away.
    broken.abort();
    await settled(loop);
    await tellBug(run, toProblem(thrown));
    throw thrown;
  } finally {
    run.cancel.removeEventListener('abort', wake);
    run.park.removeEventListener('abort', wake);
  }
}

interface Loop {
  readonly running: Map<Promise<void>, Task>;
  /** What stops the whole run. */
  broken: { readonly thrown: unknown } | undefined;
  /** Ends the wait for something to happen. */
  wake(): void;
}

const settled = ({ running }: Loop) => Promise.allSettled(running.keys());

/** A bug in the loop itself is no Source's, and resuming would only meet it again. Anything else leaves the run resumable. */
async function tellBug(run: Execution, failure: Problem): Promise<void> {
  if (failure.kind !== 'system') return;
  try {
    emit(run, { eventType: 'WorkflowExecutionFailed', attributes: { failure } });
    await run.journal.flush();
  } catch {
    // The bug is in the record itself, and is thrown to whoever waits for the run.
  }
}

async function drive(run: Execution, loop: Loop): Promise<void> {
  const open = new Set<SourceState>();
  let admitted = 0;
  for (;;) {
    for (; admitted < run.state.sources.length; admitted += 1) open.add(run.state.sources[admitted]!);
    if (loop.broken) throw loop.broken.thrown;
    if (run.park.aborted) return park(run, loop);
    if (run.cancel.aborted) return cancel(run, loop);
    const nowMs = run.ports.clock.now().getTime();
    const decision = decide(run.state, open, { nowMs, running: loop.running.values(), limits: run.limits });
    for (const task of decision.start) start(run, loop, task);
    if (decision.finished && admitted === run.state.sources.length) break;
    await somethingHappens(run, loop, decision.wakeInMs);
  }
  emit(run, { eventType: 'WorkflowExecutionCompleted', attributes: { result: countRun(run.state) } });
  await run.journal.flush();
}

function start(run: Execution, loop: Loop, task: Task): void {
  const done: Promise<void> = performTask(run, task)
    .catch((thrown: unknown) => void (loop.broken ??= { thrown }))
    .finally(() => {
      loop.running.delete(done);
      loop.wake();
    });
  loop.running.set(done, task);
}

/** An activity has ended, a wait is over, or somebody stops the run. */
async function somethingHappens(run: Execution, loop: Loop, wakeInMs: number | undefined): Promise<void> {
  if (run.park.aborted || run.cancel.aborted) return; // Told while this turn's activities were being started.
  const waker = new AbortController();
  await new Promise<void>(resolve => {
    loop.wake = resolve;
    if (wakeInMs !== undefined)
      void run.ports.clock.sleep(Math.min(wakeInMs, LONGEST_SLEEP_MS), waker.signal).then(resolve);
  });
  waker.abort('awake'); // Without a reason it makes an exception with its stack.
}

/** setTimeout turns anything longer than 2³¹−1 ms into 1 ms. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

async function park(run: Execution, loop: Loop): Promise<void> {
  await settled(loop);
  emit(run, { eventType: 'WorkflowExecutionPaused', attributes: { identity: run.identity, reason: 'parked' } });
  await run.journal.flush();
}

async function cancel(run: Execution, loop: Loop): Promise<void> {
  emit(run, { eventType: 'WorkflowExecutionCancelRequested', attributes: { identity: run.identity } });
  await settled(loop);
  emit(run, { eventType: 'WorkflowExecutionCanceled', attributes: { result: countRun(run.state) } });
  await run.journal.flush();
}

function countRun(state: RunState): Omit<ReturnType<typeof countOutcomes>, 'open'> {
  const { open: _open, ...counts } = countOutcomes(state);
  return counts;
}
