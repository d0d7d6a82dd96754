import { expect, test } from 'vitest';
import { readPause } from '../../../src/model/rateLimit.ts';

const now = new Date('2026-11-21T09:00:00Z');
const used = (what: string, reset: string) => ({
  [`x-ratelimit-remaining-${what}`]: '0',
  [`x-ratelimit-reset-${what}`]: reset,
});

test.each<[Readonly<Record<string, string>>, number | undefined]>([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:30 GMT' }, 30_000],
  [{ 'retry-after': '7', 'retry-after-ms': '6200.5' }, 6201],
  [{ 'retry-after': '7', ...used('requests', '60s') }, 7000],
  [used('requests', '1s'), 1000],
  [used('requests', '6m0s'), 360_000],
  [used('tokens', '20ms'), 20],
  [used('tokens', '2m59.56s'), 179_560],
  [used('tokens', '1h0m0.5s'), 3_600_500],
  [used('tokens', '9'), 9000],
  [{ ...used('requests', '1s'), ...used('tokens', '12s') }, 12_000],
  [{ ...used('requests', 'soon'), ...used('tokens', '12s') }, 12_000],
  [used('requests', '1 s'), undefined],
  [{ 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '60s' }, undefined],
  [{ 'x-ratelimit-remaining-tokens': '-1', 'x-ratelimit-reset-tokens': '0' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('%j: %s ms', (headers, ms) => expect(readPause(name => headers[name] ?? null, now)).toBe(ms));
