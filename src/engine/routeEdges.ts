import { headHeight, rowBase, type Box, type Point } from '../model/drawing.ts';

export interface Route {
  readonly points: readonly Point[];
  readonly label: Point & { readonly anchor: 'start' | 'end' };
}

export interface ToRoute {
  readonly id: string;
  readonly from: PlacedBox;
  /** Which row of `from`. */
  readonly row: number;
  readonly to: PlacedBox;
  /** Heights at which the edge passes the columns in between, by column. */
  readonly passes: ReadonlyMap<number, number>;
}

/** A box with its column; y is final, x is not yet. */
export type PlacedBox = Omit<Box, 'x'> & { readonly column: number };

export interface Routed {
  /** Left edge of each column. */
  readonly lefts: readonly number[];
  readonly width: number;
  readonly routes: ReadonlyMap<string, Route>;
}

/** px: before the first lane of a gap, between lanes, and after the last one, where the cardinality is written. */
const [BEFORE, LANE, AFTER] = [12, 7, 34];
const MARGIN = 8;

/** A crossing of the gap behind a column; `forth` is to the right. */
interface Crossing {
  readonly id: string;
  readonly gap: number;
  readonly forth: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * Lines of horizontal and vertical pieces: each vertical piece has a lane of its own in the gap between two columns,
 * so that no two lie on each other. Columns are moved apart as far as their lanes need.
 */
export function routeEdges(edges: readonly ToRoute[], columnWidths: readonly number[]): Routed {
  const entries = entryHeights(edges);
  const crossings = edges.flatMap(edge => crossingsOf(edge, entries.get(edge.id) ?? edge.to.y));
  const lanes = new Map<string, number>();
  const counts = columnWidths.map((_, gap) =>
    assignLanes(
      crossings.filter(one => one.gap === gap),
      lanes,
    ),
  );
  const lefts: number[] = [];
  let x = MARGIN;
  columnWidths.forEach((width, column) => {
    lefts.push(x);
    x += width + ((counts[column] ?? 0) > 0 || column < columnWidths.length - 1 ? gapWidth(counts[column] ?? 0) : 0);
  });
  const rightOf = (column: number) => (lefts[column] ?? 0) + (columnWidths[column] ?? 0);
  const laneX = ({ id, gap }: Crossing) => rightOf(gap) + BEFORE + (lanes.get(`${id} ${gap}`) ?? 0) * LANE;
  const routes = new Map(
    edges.map(edge => {
      const own = crossings.filter(({ id }) => id === edge.id);
      return [edge.id, draw(edge, own, { laneX, lefts, entry: entries.get(edge.id) ?? edge.to.y })];
    }),
  );
  return { lefts, width: x + MARGIN, routes };
}

const gapWidth = (lanes: number): number => BEFORE + lanes * LANE + AFTER;

const startHeight = ({ from, row }: ToRoute): number => rowBase(from, row) - 4;

/** Arrows end one below the other in the head of a box, in the order in which they come. */
function entryHeights(edges: readonly ToRoute[]): Map<string, number> {
  const sides = new Map<string, ToRoute[]>();
  for (const edge of edges) {
    const side = `${edge.to.name} ${edge.from.column < edge.to.column ? 'left' : 'right'}`;
    sides.set(side, [...(sides.get(side) ?? []), edge]);
  }
  const heights = new Map<string, number>();
  for (const side of sides.values()) {
    const { y, height, kind } = side[0]!.to;
    const step = Math.min(14, (height - 16) / side.length);
    // Two types that refer to each other face each other in one gap: who comes back arrives a little lower.
    const isBack = side[0]!.from.column >= side[0]!.to.column;
    const first = y + Math.min(headHeight(kind) / 2, height / 2) + (isBack ? 11 : 0);
    const ordered = side.toSorted((a, b) => lastHeight(a) - lastHeight(b));
    ordered.forEach((edge, at) => heights.set(edge.id, first + at * step));
  }
  return heights;
}

const lastHeight = (edge: ToRoute): number => {
  const before = edge.to.column + (edge.from.column < edge.to.column ? -1 : 1);
  return edge.passes.get(before) ?? startHeight(edge);
};

function crossingsOf(edge: ToRoute, entry: number): Crossing[] {
  const { from, to, id, passes } = edge;
  if (from.column === to.column) return [{ id, gap: from.column, forth: true, start: startHeight(edge), end: entry }];
  const forth = from.column < to.column;
  const crossings: Crossing[] = [];
  let start = startHeight(edge);
  for (let column = from.column; column !== to.column; column += forth ? 1 : -1) {
    const next = forth ? column + 1 : column - 1;
    const end = next === to.column ? entry : (passes.get(next) ?? start);
    crossings.push({ id, gap: forth ? column : next, forth, start, end });
    start = end;
  }
  return crossings;
}

/** Seen from the left: what goes down turns the earlier the lower it starts, what goes up the earlier the higher. */
function assignLanes(crossings: readonly Crossing[], lanes: Map<string, number>): number {
  const turning = crossings
    .map(one => ({ ...one, left: one.forth ? one.start : one.end, right: one.forth ? one.end : one.start }))
    .filter(({ left, right, forth }) => Math.abs(left - right) >= 1 || !forth);
  const down = turning.filter(({ left, right }) => right > left).sort((a, b) => b.left - a.left);
  const up = turning.filter(({ left, right }) => right <= left).sort((a, b) => a.left - b.left);
  [...up, ...down].forEach(({ id, gap }, at) => lanes.set(`${id} ${gap}`, at));
  return turning.length;
}

interface Sheet {
  laneX(crossing: Crossing): number;
  readonly lefts: readonly number[];
  readonly entry: number;
}

function draw(edge: ToRoute, crossings: readonly Crossing[], { laneX, lefts, entry }: Sheet): Route {
  const { from, to } = edge;
  const forth = from.column < to.column;
  const left = (box: PlacedBox) => lefts[box.column] ?? 0;
  const startX = forth || from.column === to.column ? left(from) + from.width : left(from);
  const endX = forth ? left(to) : left(to) + to.width;
  const points: Point[] = [{ x: startX, y: startHeight(edge) }];
  for (const crossing of crossings) {
    const x = laneX(crossing);
    points.push({ x, y: crossing.start }, { x, y: crossing.end });
  }
  points.push({ x: endX, y: entry });
  const label = { x: forth ? endX - 10 : endX + 10, y: entry - 4, anchor: forth ? 'end' : 'start' } as const;
  return { points: withoutStraight(points), label };
}

/** Leaves out what lies between two points on one line. */
function withoutStraight(points: readonly Point[]): Point[] {
  return points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (!before || !after) return true;
    return !(near(before.y, point.y) && near(point.y, after.y)) && !(near(before.x, point.x) && near(point.x, after.x));
  });
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1;
