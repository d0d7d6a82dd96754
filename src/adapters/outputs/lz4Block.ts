/** Bytes of a copy that its token does not count. */
const LEAST_COPY = 4;
/** A length of 15 goes on in the bytes that follow, as long as they are 255. */
const [MORE, GOES_ON] = [15, 255];

/**
 * A block of LZ4 (lz4_Block_format.md, which Parquet calls LZ4_RAW): bytes as they are, then a copy of what was written
 * before, again and again; the last has no copy. pyarrow, DuckDB and Polars write it where `lz4` is asked for. Throws when
 * it is none of `size` bytes.
 */
export function readLz4Block(input: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let [at, to] = [0, 0];

  function length(part: number): number {
    let sum = part;
    for (let next = part === MORE ? GOES_ON : 0; next === GOES_ON; sum += next) {
      next = input[at++] ?? 0;
      need(at <= input.length);
    }
    return sum;
  }

  while (at < input.length) {
    const token = input[at++] ?? 0;
    const plain = length(token >> 4);
    need(at + plain <= input.length && to + plain <= size);
    output.set(input.subarray(at, at + plain), to);
    at += plain;
    to += plain;
    if (at === input.length) break;
    const back = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
    at += 2;
    const copied = LEAST_COPY + length(token & MORE);
    need(back > 0 && back <= to && to + copied <= size);
    // One by one: a copy may reach into itself.
    for (const end = to + copied; to < end; to += 1) output[to] = output[to - back] ?? 0;
  }
  need(to === size);
  return output;
}

function need(holds: boolean): void {
  if (!holds) throw new Error('a damaged LZ4 block');
}
