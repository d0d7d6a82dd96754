import { expect, test } from 'vitest';
import { chunkSegments } from '../../../src/model/chunkSegments.ts';

const piece = (at: number, start: number, end: number) => ({ at, start, end });

test('an overlap belongs to both chunks, what lies between two to none', () => {
  const segments = chunkSegments([piece(3, 10, 20), piece(4, 15, 30), piece(5, 32, 40)], 10, 40);
  expect(segments.map(({ start, end, chunks }) => [start, end, ...chunks])).toEqual([
    [10, 15, 3],
    [15, 20, 3, 4],
    [20, 30, 4],
    [30, 32],
    [32, 40, 5],
  ]);
});

test('a window cuts what leaves it', () => {
  expect(chunkSegments([piece(0, 0, 50)], 10, 20)).toEqual([{ start: 10, end: 20, chunks: [0] }]);
});
