import { hash128 } from './hash128.ts';

const FIRST_SLOTS = 1024;
const WORDS = 4;

/**
 * Keys of any length, of which only 128 bits are kept: 32 to 64 bytes each, in one typed array at most half full.
 * Equal keys have equal hashes, so that no repetition is missed. Two different keys with one hash would be told as a
 * repetition: of a thousand million keys, with a chance of n² / 2^129 = 10^-21, far below that of a wrong bit in memory.
 * Somebody who makes such keys on purpose makes his own file fail, which one repeated row would do as well.
 */
export interface HashSet {
  /** Whether the key (the first `count` words, a multiple of four) was not yet there. */
  add(words: Uint32Array, count: number): boolean;
}

export function createHashSet(): HashSet {
  let slots = new Uint32Array(FIRST_SLOTS * WORDS);
  let count = 0;
  const hash = new Uint32Array(WORDS);
  const grow = (): void => {
    const before = slots;
    slots = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += WORDS)
      if (!isEmpty(before, at)) copy(before, at, slots, slotOf(slots, before, at));
  };
  return {
    add(words, length) {
      hash128(words, length, hash);
      // Four zeros are an empty slot.
      if (isEmpty(hash, 0)) hash[0] = 1;
      const at = slotOf(slots, hash, 0);
      if (!isEmpty(slots, at)) return false;
      copy(hash, 0, slots, at);
      count += 1;
      if (count * 2 * WORDS > slots.length) grow();
      return true;
    },
  };
}

const isEmpty = (slots: Uint32Array, at: number): boolean =>
  slots[at] === 0 && slots[at + 1] === 0 && slots[at + 2] === 0 && slots[at + 3] === 0;

const isSame = (slots: Uint32Array, at: number, hashes: Uint32Array, from: number): boolean =>
  slots[at] === hashes[from] &&
  slots[at + 1] === hashes[from + 1] &&
  slots[at + 2] === hashes[from + 2] &&
  slots[at + 3] === hashes[from + 3];

/** Four numbers: `set` takes longer than they do. */
function copy(hashes: Uint32Array, from: number, slots: Uint32Array, at: number): void {
  for (let word = 0; word < WORDS; word++) slots[at + word] = hashes[from + word] ?? 0;
}

/** Where the hash that stands in `hashes` is, or where it belongs. */
function slotOf(slots: Uint32Array, hashes: Uint32Array, from: number): number {
  const mask = slots.length - 1;
  let at = ((hashes[from] ?? 0) * WORDS) & mask;
  while (!isEmpty(slots, at) && !isSame(slots, at, hashes, from)) at = (at + WORDS) & mask;
  return at;
}
