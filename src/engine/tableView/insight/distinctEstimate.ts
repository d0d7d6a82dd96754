/** Registers: 2^14 bytes for a standard error of 0.8 %. */
const BITS = 14;
const REGISTERS = 2 ** BITS;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

export interface DistinctEstimate {
  /** Two independent words of a hash. */
  add(first: number, second: number): void;
  count(): number;
}

/** HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007), for numbers far above that of its registers. */
export function createDistinctEstimate(): DistinctEstimate {
  const ranks = new Uint8Array(REGISTERS);
  return {
    add(first, second) {
      const at = first >>> (32 - BITS);
      const rank = Math.clz32(second) + 1;
      if (rank > (ranks[at] ?? 0)) ranks[at] = rank;
    },
    count() {
      let sum = 0;
      for (const rank of ranks) sum += 2 ** -rank;
      return Math.round((ALPHA * REGISTERS * REGISTERS) / sum);
    },
  };
}
