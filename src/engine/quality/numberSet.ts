import { createNumberPages } from './numberPages.ts';

const FIRST_SLOTS = 1024;

/**
 * Numbers seen: a bit each where they lie close together, else by open addressing in one typed array at most half full,
 * 16 to 32 bytes each. A NaN is one number.
 */
export interface NumberSet {
  /** Numbers that will be added. */
  prepare(values: Float64Array): void;
  /** Whether it was not yet there. */
  add(value: number): boolean;
}

export function createNumberSet(): NumberSet {
  let slots = new Float64Array(FIRST_SLOTS).fill(NaN);
  let count = 0;
  let hasNaN = false;
  const pages = createNumberPages();
  const isInTable = (value: number): boolean => count > 0 && slots[slotOf(slots, value)] === value;
  const grow = (): void => {
    const before = slots;
    slots = new Float64Array(before.length * 2).fill(NaN);
    for (const value of before) if (!Number.isNaN(value)) slots[slotOf(slots, value)] = value;
  };
  return {
    prepare: pages.prepare,
    add(value) {
      if (Number.isNaN(value)) return !hasNaN && (hasNaN = true);
      const isNew = pages.add(value, isInTable);
      if (isNew !== null) return isNew;
      const at = slotOf(slots, value);
      if (slots[at] === value) return false;
      slots[at] = value;
      count += 1;
      if (count * 2 > slots.length) grow();
      return true;
    },
  };
}

/** Where it is, or where it belongs: NaN is an empty slot. */
function slotOf(slots: Float64Array, value: number): number {
  const mask = slots.length - 1;
  let at = spread(value) & mask;
  for (let there = slots[at]; there === there && there !== value; there = slots[at]) at = (at + 1) & mask;
  return at;
}

const double = new Float64Array(1);
const [LOW, HIGH] = [0, 1];
const halves = new Uint32Array(double.buffer);

/** The last mix of MurmurHash3 (Appleby), over both halves of the double; 0 and -0 are one number. */
function spread(value: number): number {
  double[0] = value + 0;
  let hash = Math.imul(halves[LOW] ?? 0, 0x9e3779b1) ^ (halves[HIGH] ?? 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
