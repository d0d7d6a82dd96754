import type { Sight } from './sight.ts';

/** Rows of one height, of which a few are taller by so many px. */
export interface RowHeights {
  readonly count: number;
  readonly rowPx: number;
  /** Index → px beside `rowPx`, by rising index; absent: all rows are alike. */
  readonly extra?: ReadonlyMap<number, number>;
}

/** The rows to draw, and the room (px) that the others take before and after them. */
export interface Slice {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** px from the top of the list to the top of a row. */
export function topOf(index: number, { rowPx, extra = new Map() }: RowHeights): number {
  let top = index * rowPx;
  for (const [at, px] of extra) if (at < index) top += px;
  return top;
}

export const heightOf = (heights: RowHeights): number => topOf(heights.count, heights);

/** The row that holds this distance (px) from the top. */
export function rowAt(px: number, heights: RowHeights): number {
  let [low, high] = [0, Math.max(0, heights.count - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (topOf(middle, heights) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Drawn beside what is seen, so that a quick turn of the wheel meets no hole. */
const SPARE_ROWS = 8;

/**
 * `from`: the row to draw first, instead of the first in sight: rows that are on their way leave no hole, the ones before
 * them stay, each with its own place, until they come.
 */
export function sliceOf(heights: RowHeights, { top, height }: Sight, from?: number): Slice {
  const { count } = heights;
  const firstInSight = rowAt(top, heights);
  const moved = (from ?? firstInSight) - firstInSight;
  const first = Math.max(0, moved, firstInSight + moved - SPARE_ROWS);
  const end = Math.min(count, count + moved, rowAt(top + height, heights) + moved + 1 + SPARE_ROWS);
  const before = topOf(first - moved, heights);
  return { first, end, before, after: heightOf(heights) - topOf(end - moved, heights) };
}
