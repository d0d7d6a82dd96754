interface Piece {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of text that the same chunks hold: one, two where they overlap, none between them. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Which chunks, ascending. */
  readonly chunks: readonly number[];
}

/** Cuts a text where a chunk begins or ends, so that each stretch is coloured once. Pieces are few: a window of them. */
export function chunkSegments(pieces: readonly Piece[], from: number, to: number): Segment[] {
  const inside = (place: number) => Math.min(to, Math.max(from, place));
  const places = [from, to, ...pieces.flatMap(({ start, end }) => [inside(start), inside(end)])];
  const cuts = [...new Set(places)].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? from;
    const holders = pieces.filter(piece => piece.start <= start && piece.end >= end);
    return { start, end, chunks: holders.map(({ at }) => at).sort((a, b) => a - b) };
  });
}
