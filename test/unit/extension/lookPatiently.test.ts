import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lookPatiently } from '../../../src/extension/features/workshop/lookPatiently.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Seconds after which it was looked, until that one. */
function looksUntil(
  seconds: number,
  meanwhile: (at: number, look: ReturnType<typeof lookPatiently>) => void = () => undefined,
) {
  const looks: number[] = [];
  let at = 0;
  const look = lookPatiently(() => looks.push(at));
  for (at = 0.5; at <= seconds; at += 0.5) {
    vi.advanceTimersByTime(500);
    meanwhile(at, look);
  }
  look.dispose();
  vi.advanceTimersByTime(60_000);
  return looks;
}

test('what nobody tells of is looked for soon at first, then ever less often, and not after the end', () => {
  const looks = looksUntil(120);
  expect(looks.slice(0, 3)).toEqual([2, 5, 9.5]);
  expect(looks.slice(-3).map((at, i, all) => at - (all[i - 1] ?? at))).toEqual([0, 15, 15]);
  expect(looks.length).toBeLessThan(15);
});

test('who comes back is answered at once, and soon again', () => {
  const looks = looksUntil(40, (at, look) => at === 20 && look.now());
  expect(looks.filter(at => at >= 20)).toEqual([20, 22, 25, 29.5, 36.5]);
});

test('another step is looked at soon again', () => {
  expect(looksUntil(25, (at, look) => at === 20 && look.afresh()).filter(at => at >= 18)).toEqual([22, 25]);
});
