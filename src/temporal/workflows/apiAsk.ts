import {
  ActivityCancellationType,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  sleep,
} from '@temporalio/workflow';
import { DEFAULT_API_ATTEMPTS } from '../../model/api/settings.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import { DEFAULT_RETRY_POLICY } from '../../model/retry.ts';
import { MOST_CUTS } from '../../model/temporal/cut.ts';
import type { ApiActivities } from '../../model/temporal/apiCall.ts';
import { isCut, problemOfError } from './problems.ts';
import { problemFailure } from './failure.ts';
import { HEARTBEAT_TIMEOUT, retryOf } from './retryOf.ts';

/** Of a run that has begun: another one took its dataset when nobody worked on it for some minutes. */
const PATIENCE_S = 600;

/** Anybody's input: the first activity says what is wrong with it. */
function attemptsOf({ max_attempts }: ApiIngestionInput): number {
  const isCount = typeof max_attempts === 'number' && Number.isInteger(max_attempts) && max_attempts > 0;
  return isCount ? max_attempts : DEFAULT_API_ATTEMPTS;
}

/** @param failures that the activity's first page, or partition, has had already */
export const partActivities = (input: ApiIngestionInput, failures: number) =>
  proxyActivities<Pick<ApiActivities, 'API_PAGE' | 'API_PARTITION'>>({
    // A part takes seconds; one page, or one partition, may take as long as it is big.
    startToCloseTimeout: '12 hours',
    heartbeatTimeout: HEARTBEAT_TIMEOUT,
    retry: retryOf(attemptsOf(input) - failures),
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });

export const { BACKFILL_PLAN, BACKFILL_MARK } = proxyActivities<ApiActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  retry: retryOf(DEFAULT_RETRY_POLICY.maximumAttempts),
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** Local: what it does takes less than the 45 ms that a task of its own would. */
export const { API_CLOSE } = proxyLocalActivities<ApiActivities>({
  startToCloseTimeout: '1 minute',
  retry: retryOf(DEFAULT_RETRY_POLICY.maximumAttempts),
});

/** Waits for a dataset that another run holds, and does again what a dead process left undone. Rejects with a Problem. */
export async function ask<Done>(work: () => Promise<Done>, waitSeconds: number, hasBegun: boolean): Promise<Done> {
  let left = hasBegun ? Math.max(waitSeconds, PATIENCE_S) : waitSeconds;
  for (let [cuts, pause] = [0, 1]; ; pause = Math.min(pause * 2, 10)) {
    try {
      return await work();
    } catch (error) {
      if (isCancellation(error)) throw error;
      const problem = problemOfError(error);
      if (isCut(error) && cuts < MOST_CUTS) cuts += 1;
      else if (problem.code === 'busy' && left > 0) {
        await sleep(Math.min(pause, left) * 1000);
        left -= pause;
      } else throw problemFailure(problem.code === 'busy' ? { ...problem, kind: 'transient' } : problem);
    }
  }
}
