/** Whole numbers from 0 up in a bit each: a million rows take 125 KB, where a Set takes some 40 MB. */
export interface SeqSet {
  has(seq: number): boolean;
  add(seq: number): void;
}

export function createSeqSet(): SeqSet {
  let words = new Uint32Array(32);
  return {
    has: seq => ((words[seq >>> 5] ?? 0) & (1 << (seq & 31))) !== 0,
    add(seq) {
      const at = seq >>> 5;
      if (at >= words.length) {
        const larger = new Uint32Array(Math.max(at + 1, words.length * 2));
        larger.set(words);
        words = larger;
      }
      words[at] = (words[at] ?? 0) | (1 << (seq & 31));
    },
  };
}
