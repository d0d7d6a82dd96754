/** A piece may measure more than the size: it then stands alone. */
export interface PackSizes {
  readonly chunkSize: number;
  readonly chunkOverlap: number;
}

/**
 * Joins neighbours into windows of at most `chunkSize`; each takes over at most `chunkOverlap` of the one before, in
 * whole pieces. `take` is given the first piece of a window and the one after its last.
 */
export function packPieces(
  pieces: readonly { readonly length: number }[],
  { chunkSize, chunkOverlap }: PackSizes,
  take: (first: number, end: number) => void,
): void {
  let first = 0;
  let total = 0;
  pieces.forEach(({ length }, index) => {
    if (total + length > chunkSize && index > first) {
      take(first, index);
      while (total > chunkOverlap || (total + length > chunkSize && total > 0)) {
        total -= pieces[first]?.length ?? total;
        first++;
      }
    }
    total += length;
  });
  if (pieces.length > first) take(first, pieces.length);
}
