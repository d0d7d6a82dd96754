import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heightOf, rowAt, sliceOf, topOf, type RowHeights } from '../../../webview/common/virtualSlice.ts';

const lists = fc.record({
  count: fc.integer({ min: 0, max: 300 }),
  rowPx: fc.integer({ min: 10, max: 40 }),
  extra: fc
    .uniqueArray(fc.integer({ min: 0, max: 299 }), { maxLength: 5 })
    .map(rows => new Map(rows.toSorted((a, b) => a - b).map(row => [row, 100 + row]))),
});

test('the rows that are seen are drawn, and the rest keeps its room', () => {
  fc.assert(
    fc.property(lists, fc.nat(20_000), fc.integer({ min: 1, max: 900 }), (list: Required<RowHeights>, top, room) => {
      const heights = { ...list, extra: new Map([...list.extra].filter(([row]) => row < list.count)) };
      const { first, end, before, after } = sliceOf(heights, { top, height: room });
      const drawn = topOf(end, heights) - topOf(first, heights);
      expect(before + drawn + after).toBe(heightOf(heights));
      const seen = Array.from({ length: list.count }, (_, row) => row).filter(
        row => topOf(row + 1, heights) > top && topOf(row, heights) < top + room,
      );
      expect(seen.every(row => row >= first && row < end)).toBe(true);
      expect(end - first).toBeLessThanOrEqual(room / list.rowPx + 19);
    }),
    { numRuns: 60 },
  );
});

test('rows that are on their way leave no hole: those from another row on stand in their place', () => {
  const heights = { count: 1000, rowPx: 10, extra: new Map() };
  fc.assert(
    fc.property(fc.nat(9_900), fc.nat(999), (top, from) => {
      const { first, end, before, after } = sliceOf(heights, { top, height: 100 }, from);
      expect(before + (end - first) * 10 + after).toBe(10_000);
      const [drawnTop, drawnEnd] = [before, 10_000 - after];
      const rest = (1000 - from) * 10;
      expect(drawnTop).toBeLessThanOrEqual(top);
      expect(drawnEnd).toBeGreaterThanOrEqual(Math.min(top + 100, Math.floor(top / 10) * 10 + rest));
    }),
    { numRuns: 60 },
  );
});

test('a place belongs to the row that holds it', () => {
  const heights = { count: 100_000, rowPx: 20, extra: new Map([[3, 100]]) };
  expect([0, 19, 20, 60, 179, 180, 9e9].map(px => rowAt(px, heights))).toEqual([0, 0, 1, 3, 3, 4, 99_999]);
});
