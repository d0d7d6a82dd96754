/** The lowest and highest of keys that are whole numbers; null when one is not, or there are none. */
export interface KeyRange {
  readonly min: number;
  readonly max: number;
}

export interface KeyRangeFold {
  add(key: string): void;
  range(): KeyRange | null;
}

/** Most keys are numbers given in their order: two partitions whose ranges lie apart share none, and nobody has to look. */
export function createKeyRange(): KeyRangeFold {
  let [min, max, isNumeric] = [Infinity, -Infinity, true];
  return {
    add(key) {
      if (!isNumeric) return;
      const number = Number(key);
      // Leading zeros and the like: another key that reads as the same number.
      if (!Number.isSafeInteger(number) || String(number) !== key) isNumeric = false;
      if (number < min) min = number;
      if (number > max) max = number;
    },
    range: () => (isNumeric && min <= max ? { min, max } : null),
  };
}

/** False only when it is sure that no key lies in both. */
export const mayShareKeys = (a: KeyRange | null, b: KeyRange | null): boolean =>
  a === null || b === null || (a.min <= b.max && b.min <= a.max);
