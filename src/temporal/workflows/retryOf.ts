import type { ActivityOptions } from '@temporalio/workflow';
import { DEFAULT_RETRY_POLICY } from '../../model/retry.ts';

/**
 * A worker beats several times in it (`openActivityThread.ts`): without a sign for so long it is dead, and another one
 * takes over.
 */
export const HEARTBEAT_TIMEOUT = '2 seconds';

/**
 * The policy of the local loop, as Temporal names it. Kinds travel as `nonRetryable` of each failure. A worker's death is
 * no fault of what it did: the server tells it at once, and the workflow asks anew without a wait and an attempt less.
 */
export function retryOf(maximumAttempts: number): NonNullable<ActivityOptions['retry']> {
  const { initialIntervalMs, backoffCoefficient, maximumIntervalMs } = DEFAULT_RETRY_POLICY;
  return {
    initialInterval: initialIntervalMs,
    maximumInterval: maximumIntervalMs,
    backoffCoefficient,
    maximumAttempts: Math.max(1, maximumAttempts),
    nonRetryableErrorTypes: ['TemporalTimeout:Heartbeat'],
  };
}
