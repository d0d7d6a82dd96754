import type { ActivityBody } from '../model/eventBody.ts';
import { fail, ProblemError, toProblem, type Problem } from '../model/problem.ts';
import { decideRetry, LONGEST_RETRY_AFTER_MS, type RetryDecision, type RetryPolicy } from '../model/retry.ts';
import type { Clock, Log } from './ports.ts';

/** No fault of this activity's: every other one would fail the same way. */
const DISK_PROBLEMS: ReadonlySet<string> = new Set([
  'artifact_not_written',
  'disk_full',
  'journal_not_written',
  'staging_unwritable',
]);

/** What leaves a run as it is, to be resumed when the machine is in order again. */
export const isDiskProblem = ({ code }: Problem): boolean => DISK_PROBLEMS.has(code);

interface Recorder<Ref, Spent> {
  readonly policy: RetryPolicy;
  readonly cancel: AbortSignal;
  readonly park: AbortSignal;
  readonly ports: { readonly log: Log; readonly clock: Clock };
  emit(body: FailureBody<Ref, Spent>): void;
}

type FailureBody<Ref, Spent> = Extract<
  ActivityBody<Ref, { scheduled: unknown; completed: unknown; failed: Spent }>,
  { eventType: 'ActivityTaskCanceled' | 'ActivityTaskFailed' | 'TimerStarted' }
>;

interface Failure<Ref, Spent> {
  readonly ref: Ref;
  readonly attempt: number;
  /** This one included. */
  readonly failures: number;
  readonly thrown: unknown;
  /** What it cost all the same. */
  readonly spent: Spent;
}

/**
 * The end of an attempt that failed: its record, and the timer of the next one. STOPPED: the run is parked (nothing is
 * recorded, a resume starts it again) or cancelled. Throws what is the disk's fault.
 */
export function recordFailure<Ref extends { readonly activityId: string; readonly uri: string }, Spent extends object>(
  run: Recorder<Ref, Spent>,
  { ref, attempt, failures, spent, ...asked }: Failure<Ref, Spent>,
): RetryDecision['retryState'] | 'STOPPED' {
  if (run.park.aborted) return 'STOPPED';
  if (run.cancel.aborted) {
    run.emit({ eventType: 'ActivityTaskCanceled', attributes: { ...ref, attempt } });
    return 'STOPPED';
  }
  const thrown = refuseLongWait(run, asked.thrown);
  const failure = { ...toProblem(thrown), uri: ref.uri };
  if (isDiskProblem(failure)) throw thrown;
  const retryAfterMs = thrown instanceof ProblemError ? thrown.retryAfterMs : undefined;
  const decision = decideRetry(run.policy, { kind: failure.kind, retryAfterMs }, failures);
  const { retryState } = decision;
  run.emit({ eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt, failure, retryState, ...spent } });
  if (failure.kind === 'system') logBug(run.ports.log, failure, thrown);
  if (decision.retryState === 'IN_PROGRESS') {
    const timerId = `${ref.activityId}-${attempt}`;
    const startToFireTimeoutMs = Math.round(decision.delayMs);
    run.emit({ eventType: 'TimerStarted', attributes: { ...ref, timerId, startToFireTimeoutMs } });
    if (startToFireTimeoutMs >= TOLD_WAIT_MS)
      run.ports.log.write('warn', 'waiting', { uri: ref.uri, ...waitText(run, startToFireTimeoutMs) });
  }
  return retryState;
}

type Waiting = Pick<Recorder<unknown, unknown>, 'ports'>;

/** Where nothing is seen of a run but its log, a wait that is longer looks like a program that hangs. */
const TOLD_WAIT_MS = 30_000;

/** The same, unless it asks for more patience than a run has: then data `retry_after_too_long`, which is not tried again. */
export function refuseLongWait(run: Waiting, thrown: unknown): unknown {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'transient') return thrown;
  const { retryAfterMs = 0, problem } = thrown;
  if (retryAfterMs <= LONGEST_RETRY_AFTER_MS) return thrown;
  const params = { ...waitText(run, retryAfterMs), longest: LONGEST_RETRY_AFTER_MS / 1000 };
  return fail('data', 'retry_after_too_long', { ...problem.params, ...params }, thrown);
}

const waitText = ({ ports }: Waiting, ms: number): { readonly seconds: number; readonly until: string } => ({
  seconds: Math.round(ms / 1000),
  until: new Date(ports.clock.now().getTime() + ms).toISOString(),
});

/** A person is told what happened; where in the program, only who asks for it. */
function logBug(log: Log, { code, params, uri }: Problem, thrown: unknown): void {
  log.write('error', code, { ...params, uri });
  if (thrown instanceof Error) log.write('debug', 'stack', { stack: thrown.stack });
}
