import { seededRandom } from './random.ts';

export interface Plane {
  /** Where a vector lies on the plane. */
  place(vector: Float32Array): readonly [x: number, y: number];
  /** Share of all variance that the plane shows, 0 to 1. */
  readonly variance: number;
}

/** The direction of greatest variance is found to a few thousandths after so many rounds; a picture needs no more. */
const ROUNDS = 24;

/**
 * The two principal components of these vectors, by power iteration with deflation (Golub and Van Loan, Matrix
 * Computations, 8.2), without ever building the covariance: a round costs 2 × vectors × dimensions. Same seed, same plane.
 */
export function fitPlane(vectors: readonly Float32Array[], seed: number): Plane {
  const dimensions = vectors[0]?.length ?? 0;
  const mean = meanOf(vectors, dimensions);
  const centred = vectors.map(vector => vector.map((value, i) => value - (mean[i] ?? 0)));
  const random = seededRandom(seed);
  const start = () => Float64Array.from({ length: dimensions }, () => random() - 0.5);
  const first = strongest(centred, start(), []);
  const second = strongest(centred, start(), [first]);
  const axes = [first, second].map(upright);
  const total = centred.reduce((sum, vector) => sum + dot(vector, vector), 0);
  const shown = axes.reduce((sum, axis) => sum + centred.reduce((all, vector) => all + dot(vector, axis) ** 2, 0), 0);
  const along = (vector: Float32Array, axis: Float64Array): number => dot(vector, axis) - dot(mean, axis);
  return {
    place: vector => [along(vector, axes[0] ?? mean), along(vector, axes[1] ?? mean)],
    variance: total > 0 ? Math.min(1, shown / total) : 0,
  };
}

type Numbers = Float32Array | Float64Array;

function strongest(
  vectors: readonly Float32Array[],
  start: Float64Array,
  without: readonly Float64Array[],
): Float64Array {
  let axis = unit(apart(start, without));
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(axis.length);
    for (const vector of vectors) {
      const along = dot(vector, axis);
      for (let i = 0; i < next.length; i++) next[i] = (next[i] ?? 0) + along * (vector[i] ?? 0);
    }
    axis = unit(apart(next, without));
  }
  return axis;
}

/** What is left of it beside the others: rounding would bring them back. */
const apart = (axis: Float64Array, others: readonly Float64Array[]): Float64Array =>
  others.reduce((left, other) => {
    const along = dot(left, other);
    return left.map((value, i) => value - along * (other[i] ?? 0));
  }, axis);

/** All zero stays so: vectors that do not differ have no direction. */
function unit(axis: Float64Array): Float64Array {
  const length = Math.sqrt(dot(axis, axis));
  return length > 1e-12 ? axis.map(value => value / length) : axis.fill(0);
}

/** An axis has no sign of its own: its greatest member is positive. */
function upright(axis: Float64Array): Float64Array {
  const greatest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return greatest < 0 ? axis.map(value => -value) : axis;
}

function meanOf(vectors: readonly Float32Array[], dimensions: number): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const vector of vectors) for (let i = 0; i < dimensions; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0);
  return mean.map(sum => sum / Math.max(1, vectors.length));
}

function dot(a: Numbers, b: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
