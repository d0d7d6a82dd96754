const PAGE = 65_536;

/** Of a page of bits; and so many numbers of a table take as much. */
const PAGE_BYTES = PAGE / 8;
const TABLE_BYTES = 16;

/** Whole numbers that lie close together, as ids do: a bit each. Pages are made only where they take less than a table. */
export interface NumberPages {
  /** Makes the pages of these numbers, if they lie close enough. */
  prepare(values: Float64Array): void;
  /** Whether it was not yet there; null when it belongs to no page. */
  add(value: number, isElsewhere: (value: number) => boolean): boolean | null;
}

export function createNumberPages(): NumberPages {
  const pages = new Map<number, Uint32Array>();
  let [lastIndex, last]: [number, Uint32Array | undefined] = [NaN, undefined];
  const pageOf = (index: number): Uint32Array | undefined => {
    // Neighbours come one after the other.
    if (index !== lastIndex) [lastIndex, last] = [index, pages.get(index)];
    return last;
  };
  return {
    prepare(values) {
      const range = rangeOf(values);
      if (!range) return;
      const [first, end] = range.map(one => Math.floor(one / PAGE));
      if (first === undefined || end === undefined) return;
      if ((end - first + 1) * PAGE_BYTES > values.length * TABLE_BYTES) return;
      for (let index = first; index <= end; index++)
        if (!pages.has(index)) pages.set(index, new Uint32Array(PAGE_BYTES / 4));
      lastIndex = NaN;
    },
    add(value, isElsewhere) {
      const index = Math.floor(value / PAGE);
      const page = pageOf(index);
      if (!page) return null;
      const offset = value - index * PAGE;
      const place = offset | 0;
      if (place !== offset) return null;
      const [word, bit] = [place >>> 5, 1 << (place & 31)];
      if (((page[word] ?? 0) & bit) !== 0 || isElsewhere(value)) return false;
      page[word] = (page[word] ?? 0) | bit;
      return true;
    },
  };
}

/** Null when there is none, or one that is no whole number. */
function rangeOf(values: Float64Array): readonly [number, number] | null {
  let [min, max] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return Number.isSafeInteger(min) && Number.isSafeInteger(max) ? [min, max] : null;
}
