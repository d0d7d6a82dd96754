/** Where a block stands in the HTML. UTF-16 units of the page as the scan reads it. */
import type { FoundBlock } from './findBlocks.ts';
import type { PageTree } from './pageTree.ts';
import type { Spans } from './spans.ts';

export type Piece = readonly [start: number, end: number];

export interface Places {
  spanOf(block: FoundBlock): Piece;
}

export function createPlaces(tree: PageTree, spans: Spans, source: string): Places {
  const { nodes } = tree;
  const skipped = new Map(spans.leftOut.map(({ start, end }) => [start, end]));

  /** Past white space, comments and what the scan leaves out, to the text itself. */
  function textFrom(from: number): number {
    let at = from;
    for (;;) {
      while (/\s/.test(source.charAt(at))) at++;
      if (source[at] !== '<' || !/[a-z!/]/i.test(source.charAt(at + 1))) return at;
      const end = skipped.get(at) ?? source.indexOf('>', at) + 1;
      if (end <= at) return at;
      at = end;
    }
  }

  function looseSpan({ first, end }: FoundBlock): Piece {
    const parent = nodes[first]?.parent ?? 0;
    let before = first - 1;
    while (before > parent && nodes[before]?.parent !== parent) before = nodes[before]?.parent ?? parent;
    const around = nodes[before]?.span;
    const left = before === parent ? around?.openEnd : around?.end;
    const start = nodes[first]?.span?.start ?? textFrom(finite(left));
    let last = end - 1;
    while (last > first && nodes[last]?.parent !== parent) last = nodes[last]?.parent ?? first;
    const closed = nodes[last]?.span?.end;
    return [start, closed === undefined ? textEnd(Math.max(start, lastSpanEnd(first, end))) : finite(closed)];
  }

  /** Of the elements of a line: its last text stands behind them. */
  function lastSpanEnd(first: number, end: number): number {
    for (let at = end - 1; at >= first; at--) {
      const span = nodes[at]?.span;
      if (span && Number.isFinite(span.end)) return span.end;
    }
    return 0;
  }

  function textEnd(from: number): number {
    const rest = /<[a-z!/]/gi;
    rest.lastIndex = from;
    const end = rest.exec(source)?.index ?? source.length;
    return from + source.slice(from, end).trimEnd().length;
  }

  const finite = (end: number | undefined): number => (end === undefined ? 0 : Math.min(end, source.length));

  return {
    spanOf(block) {
      const whole = block.element === null ? null : nodes[block.element]?.span;
      return whole ? [whole.start, Math.min(whole.end, source.length)] : looseSpan(block);
    },
  };
}

/** A piece without those that lie in it; all by rising start, and none overlaps another by half. */
export function withoutHoles([start, end]: Piece, holes: readonly Piece[]): Piece[] {
  const left: Piece[] = [];
  let at = start;
  for (const [from, to] of holes) {
    if (from > at) left.push([at, from]);
    at = Math.max(at, to);
  }
  return at < end ? [...left, [at, end]] : left;
}
