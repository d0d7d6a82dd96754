import type { ProblemKind } from './problem.ts';

/** Named as Temporal names it, so that one policy serves both back ends. https://docs.temporal.io/encyclopedia/retry-policies */
export interface RetryPolicy {
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maximumIntervalMs: number;
  /** Always finite here: Temporal's default, unlimited, would keep a class waiting for ever. */
  readonly maximumAttempts: number;
  /** Kinds of Problem that no second try can cure. */
  readonly nonRetryableErrorTypes: readonly ProblemKind[];
}

/**
 * No run waits longer for a server than that: one that asks for a day would leave a person before a program that seems
 * to hang. What it asked is told instead, and the run can be started again then.
 */
export const LONGEST_RETRY_AFTER_MS = 3_600_000;

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maximumIntervalMs: 100_000,
  maximumAttempts: 5,
  nonRetryableErrorTypes: ['usage', 'config', 'data', 'system'],
};

export type RetryDecision =
  | { readonly retryState: 'IN_PROGRESS'; readonly delayMs: number }
  | { readonly retryState: 'NON_RETRYABLE_FAILURE' | 'MAXIMUM_ATTEMPTS_REACHED' };

/**
 * What follows the `failures`-th failure. A Retry-After wins over the policy, as Temporal's `nextRetryDelay` does:
 * asking again earlier than a server wishes only makes it refuse again.
 */
export function decideRetry(
  policy: RetryPolicy,
  failure: { readonly kind: ProblemKind; readonly retryAfterMs?: number | undefined },
  failures: number,
): RetryDecision {
  if (policy.nonRetryableErrorTypes.includes(failure.kind)) return { retryState: 'NON_RETRYABLE_FAILURE' };
  if (failures >= policy.maximumAttempts) return { retryState: 'MAXIMUM_ATTEMPTS_REACHED' };
  const backoffMs = policy.initialIntervalMs * policy.backoffCoefficient ** (failures - 1);
  return { retryState: 'IN_PROGRESS', delayMs: failure.retryAfterMs ?? Math.min(backoffMs, policy.maximumIntervalMs) };
}
