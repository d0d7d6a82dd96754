import { ApplicationFailure } from '@temporalio/activity';
import { fail, ProblemError, toProblem, type Problem } from '../model/problem.ts';
import { DEFAULT_RETRY_POLICY } from '../model/retry.ts';
import type { Life } from './life.ts';

/** Several come in the time in which a worker without a sign counts as dead. */
export const BEAT_MS = 500;

interface Attempt<Done> {
  readonly life: Life;
  work(): Promise<Done>;
  /** What the heartbeat tells. */
  progress(): unknown;
  describe(problem: Problem): string;
}

/**
 * One attempt of an activity: it shows life as long as its process does, and a Problem travels as it is. Rejects with the
 * server's cancellation when it was cancelled, whatever the work then threw; a worker that stops leaves it to another one.
 */
export async function attempt<Done>({ life, work, progress, describe }: Attempt<Done>): Promise<Done> {
  const beat = setInterval(() => life.heartbeat(progress()), BEAT_MS);
  try {
    return await work();
  } catch (thrown) {
    const { cancellationSignal, cancellationDetails } = life;
    if (cancellationSignal.aborted && !cancellationDetails?.workerShutdown) await life.cancelled;
    throw failureOf(cancellationSignal.aborted ? fail('transient', 'canceled', {}, thrown) : thrown, describe);
  } finally {
    clearInterval(beat);
  }
}

/** `retryAfterMs`: what the other side asked us to wait wins over the policy. */
export function failureOf(thrown: unknown, describe: (problem: Problem) => string): ApplicationFailure {
  const problem = toProblem(thrown);
  const retryAfterMs = thrown instanceof ProblemError ? thrown.retryAfterMs : undefined;
  return ApplicationFailure.create({
    type: problem.code,
    message: describe(problem),
    details: [problem],
    nonRetryable: DEFAULT_RETRY_POLICY.nonRetryableErrorTypes.includes(problem.kind),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
    ...(thrown instanceof Error && problem.kind === 'system' ? { cause: thrown } : {}),
  });
}
