import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agedTwice, fewerRows, longerText, withHeadRoom } from '../../../../src/model/quality/headRoom.ts';
import { isKeyName } from '../../../../src/model/quality/profile.ts';

describe('bounds with room', () => {
  it.each([
    [1.2, 38.5, 0, 44],
    [0, 0, 0, 1],
    [7, 7, 6, 8],
    [-350, 349, -450, 450],
    [0.1, 0.9, 0, 1],
    [0, 1, 0, 2],
    [1_000_000, 1_000_003, 999_999, 1_000_004],
    [-5, -1, -6, 0],
  ])('%d to %d: %d to %d', (min, max, low, high) => {
    const room = withHeadRoom(min, max);
    expect(room!.min).toBeCloseTo(low, 1);
    expect(room!.max).toBeCloseTo(high, 0);
  });

  it('hold what was seen, whatever it is', () => {
    const number = fc.double({ noNaN: true, min: -1e15, max: 1e15 });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const room = withHeadRoom(min, max);
        if (room === null) return;
        expect(room.min).toBeLessThanOrEqual(min);
        expect(room.max).toBeGreaterThanOrEqual(max);
      }),
    );
  });

  it('are none where doubles cannot say them', () => {
    expect(withHeadRoom(NaN, 1)).toBeNull();
    expect(withHeadRoom(0, Infinity)).toBeNull();
    expect(withHeadRoom(0, 9e15)).toBeNull();
  });

  it('leave room for fewer rows and longer texts', () => {
    expect([0, 1, 3, 10, 2100, 123_456].map(fewerRows)).toEqual([0, 1, 1, 5, 1000, 61_000]);
    expect([1, 14, 60, 4000].map(longerText)).toEqual([10, 30, 200, 8000]);
    expect([60_000, 12 * 3_600_000 + 1, 200 * 86_400_000].map(agedTwice)).toEqual(['2d', '2d', null]);
  });
});

describe('a key', () => {
  it('is known by its name', () => {
    expect(['id', 'user_id', 'userId', 'UUID', 'trip uuid'].every(isKeyName)).toBe(true);
    expect(['paid', 'valid', 'monkey', 'idea'].some(isKeyName)).toBe(false);
  });
});
