import { expect, test } from 'vitest';
import { DEFAULT_RETRY_POLICY, decideRetry } from '../../../src/model/retry.ts';

const transient = { kind: 'transient' } as const;
const delays = (maximumAttempts: number) =>
  Array.from({ length: maximumAttempts }, (_, at) =>
    decideRetry({ ...DEFAULT_RETRY_POLICY, maximumAttempts }, transient, at + 1),
  ).map(decision => ('delayMs' in decision ? decision.delayMs : decision.retryState));

test("waits as Temporal's default policy says: doubled each time, 100 times the first at most, and never for ever", () => {
  expect(delays(10)).toEqual([
    ...[1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 100_000, 100_000],
    'MAXIMUM_ATTEMPTS_REACHED',
  ]);
});

test.each(['usage', 'config', 'data', 'system'] as const)('a %s problem is not tried again', kind => {
  expect(decideRetry(DEFAULT_RETRY_POLICY, { kind, retryAfterMs: 0 }, 1)).toEqual({
    retryState: 'NON_RETRYABLE_FAILURE',
  });
});

test('what the server asks to wait wins over the policy, and is no way round the last attempt', () => {
  expect(decideRetry(DEFAULT_RETRY_POLICY, { ...transient, retryAfterMs: 0 }, 3)).toMatchObject({ delayMs: 0 });
  expect(decideRetry(DEFAULT_RETRY_POLICY, { ...transient, retryAfterMs: 600_000 }, 1)).toMatchObject({
    delayMs: 600_000,
  });
  expect(decideRetry(DEFAULT_RETRY_POLICY, { ...transient, retryAfterMs: 0 }, 5)).toEqual({
    retryState: 'MAXIMUM_ATTEMPTS_REACHED',
  });
});
