import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuse } from '../../../src/model/fusion.ts';
import { cosines, toUnitLength } from '../../../src/model/vectors.ts';

test('words count by the best one, the cosine by its weight', () => {
  const fused = fuse(new Float64Array([3, 6, 0]), new Float32Array([0.5, 0.25, 0]), { k: 2, weight: 2 });
  expect(fused).toEqual([
    { index: 0, score: 1.5, vectorScore: 0.5, wordsScore: 0.5 },
    { index: 1, score: 1.5, vectorScore: 0.25, wordsScore: 1 },
  ]);
});

test('what is not allowed neither ranks nor sets the measure', () => {
  const allows = (index: number) => index !== 1;
  expect(fuse(new Float64Array([3, 6, 1.5]), new Float32Array(3), { k: 5, allows })).toEqual([
    { index: 0, score: 1, vectorScore: 0, wordsScore: 1 },
    { index: 2, score: 0.5, vectorScore: 0, wordsScore: 0.5 },
  ]);
});

test('without a word found, the cosine alone', () => {
  const fused = fuse(new Float64Array(2), new Float32Array([0.1, 0.2]), { k: 5, weight: 2 });
  expect(fused.map(({ score }) => score)).toEqual([expect.closeTo(0.4), expect.closeTo(0.2)]);
});

test('the k best are those of a full sort', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      (scores, k) => {
        const sorted = [...scores.keys()].toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
        const fused = fuse(new Float64Array(scores), new Float32Array(scores.length), { k });
        expect(fused.map(({ index }) => index)).toEqual(sorted.slice(0, k));
      },
    ),
  );
});

test('cosines are dot products, in any number of dimensions', () => {
  for (const dimensions of [1, 3, 4, 7, 8]) {
    const values = Float32Array.from({ length: dimensions * 2 }, (_, i) => i + 1);
    const vector = Float32Array.from({ length: dimensions }, (_, i) => i - 1);
    const expected = [0, 1].map(row =>
      vector.reduce((sum, value, i) => sum + value * (values[row * dimensions + i] ?? 0), 0),
    );
    expect([...cosines({ dimensions, values }, vector)]).toEqual(expected);
  }
});

test('only a vector with a length has a unit length', () => {
  expect(toUnitLength(new Float32Array([3, 4]))).toEqual(new Float32Array([0.6, 0.8]));
  for (const bad of [
    [0, 0],
    [1, Number.NaN],
    [1, Infinity],
  ])
    expect(toUnitLength(new Float32Array(bad))).toBeUndefined();
});
