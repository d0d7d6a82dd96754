import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coalesce } from '../../../src/extension/coalesce.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls at once, then at most once an interval, and never loses the last', () => {
  const called: number[] = [];
  let now = 0;
  const drawing = coalesce(() => called.push(now), 300);
  for (now = 0; now < 700; now += 100) {
    drawing.request();
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1000);
  expect(called).toHaveLength(4);
  drawing.request();
  expect(called).toHaveLength(5);
  drawing.request();
  drawing.dispose();
  vi.advanceTimersByTime(1000);
  expect(called).toHaveLength(5);
});
