import type { Box } from '../../src/model/drawing.ts';

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The nearest box in the direction of an arrow key, by centres; what lies aside counts double. */
export function nearestBox(key: string, from: Box, boxes: readonly Box[]): Box | undefined {
  const way = WAYS[key];
  if (!way) return undefined;
  const [x, y] = centre(from);
  let best: Box | undefined;
  let least = Infinity;
  for (const box of boxes) {
    const [dx, dy] = [centre(box)[0] - x, centre(box)[1] - y];
    const along = dx * way[0] + dy * way[1];
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (box === from || along <= 5 || along + 2 * aside >= least) continue;
    [best, least] = [box, along + 2 * aside];
  }
  return best;
}

const centre = ({ x, y, width, height }: Box): [number, number] => [x + width / 2, y + height / 2];
