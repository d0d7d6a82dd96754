/** Vectors of one collection, one after the other; unit length each, so that a dot product is a cosine. */
export interface VectorMatrix {
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** The cosine of `vector` with each vector of the matrix, put into `result`: an exact scan. */
export function cosines(
  { dimensions, values }: VectorMatrix,
  vector: Float32Array,
  result = new Float32Array(dimensions === 0 ? 0 : values.length / dimensions),
): Float32Array {
  for (let row = 0, offset = 0; row < result.length; row++, offset += dimensions) {
    result[row] = dot(values, offset, vector);
  }
  return result;
}

/** Four sums at once: one alone makes each addition wait for the one before (3 times slower on V8). */
function dot(values: Float32Array, offset: number, vector: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = vector.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a += (values[offset + i] ?? 0) * (vector[i] ?? 0);
    b += (values[offset + i + 1] ?? 0) * (vector[i + 1] ?? 0);
    c += (values[offset + i + 2] ?? 0) * (vector[i + 2] ?? 0);
    d += (values[offset + i + 3] ?? 0) * (vector[i + 3] ?? 0);
  }
  for (let i = whole; i < vector.length; i++) a += (values[offset + i] ?? 0) * (vector[i] ?? 0);
  return a + b + c + d;
}

/** The vector in unit length; undefined when it has none (all zero) or holds what is no finite number. */
export function toUnitLength(vector: Float32Array): Float32Array | undefined {
  const length = normOf(vector);
  return Number.isFinite(length) && length > 0 ? vector.map(value => value / length) : undefined;
}

/** The length of a vector: 1 for what this house writes, anything for what others wrote. */
export const normOf = (vector: Float32Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** The shape of a vector in at most `groups` steps: least and greatest value of each. */
export function outlineOf(vector: Float32Array, groups: number): [least: number, greatest: number][] {
  const count = Math.min(groups, vector.length);
  return Array.from({ length: count }, (_, group) => {
    const part = vector.subarray(
      Math.floor((group * vector.length) / count),
      Math.floor(((group + 1) * vector.length) / count),
    );
    return [part.reduce((a, b) => Math.min(a, b), Infinity), part.reduce((a, b) => Math.max(a, b), -Infinity)];
  });
}
