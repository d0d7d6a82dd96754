import { expect, test } from 'vitest';
import { fitPlane } from '../../../src/model/projection.ts';
import { seededRandom } from '../../../src/model/random.ts';

/** Spread 10 along one axis, 3 along another, 0.1 along the rest. */
function cloud(count: number): Float32Array[] {
  const random = seededRandom(7);
  const spread = [0.1, 10, 0.1, 3, 0.1];
  return Array.from({ length: count }, () => Float32Array.from(spread, width => (random() - 0.5) * width + 5));
}

test('finds the two directions in which the vectors differ most', () => {
  const vectors = cloud(200);
  const { place, variance } = fitPlane(vectors, 42);
  expect(variance).toBeGreaterThan(0.99);
  const [x, y] = place(Float32Array.from([5, 15, 5, 5, 5]));
  expect([Math.abs(x), Math.abs(y)]).toEqual([expect.closeTo(10, 0), expect.closeTo(0, 0)]);
  expect(Math.abs(place(Float32Array.from([5, 5, 5, 8, 5]))[1])).toBeCloseTo(3, 0);
});

test('the same seed gives the same plane, to the last digit; any seed the same up to its sign', () => {
  const vectors = cloud(50);
  const at = (seed: number) => vectors.map(vector => fitPlane(vectors, seed).place(vector));
  expect(at(42)).toEqual(at(42));
  const [one, other] = [at(1)[0] ?? [0, 0], at(2)[0] ?? [0, 0]];
  expect(Math.abs(one[0])).toBeCloseTo(Math.abs(other[0]), 2);
});

test('vectors that do not differ, one vector and none have a plane too', () => {
  const same = Float32Array.from([1, 0, 0]);
  expect(fitPlane([same, same], 1).place(same)).toEqual([0, 0]);
  expect(fitPlane([same], 1).variance).toBe(0);
  expect(fitPlane([], 1).place(same)).toEqual([0, 0]);
});
