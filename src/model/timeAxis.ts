import type { Gap, Timeline } from './timeline.ts';

/**
 * The time of a run, with the hours in which nobody drove it drawn short: a run that was killed yesterday and resumed
 * today would else be two hairlines. Places are ms on the shortened axis, from 0 at the start.
 */
export interface TimeAxis {
  readonly length: number;
  placeOf(at: number): number;
  timeAt(place: number): number;
}

/** A gap takes no more than this share of what is beside it. */
const GAP_SHARE = 0.15;

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly place: number;
  /** Places a ms. */
  readonly scale: number;
}

/** `end` is now while the run is on, else its last event. */
export function timeAxis({ startedAt, gaps }: Pick<Timeline, 'startedAt' | 'gaps'>, end: number): TimeAxis {
  const last = Math.max(end, startedAt + 1);
  const dead = gaps.map(gap => spanOf(gap, last)).filter(({ from, to }) => to > from);
  const work = last - startedAt - dead.reduce((sum, { from, to }) => sum + to - from, 0);
  const most = Math.max(1, work * GAP_SHARE);
  const pieces: Piece[] = [];
  let [at, place] = [startedAt, 0];
  const add = (to: number, scale: number) => {
    if (to <= at) return;
    pieces.push({ from: at, to, place, scale });
    place += (to - at) * scale;
    at = to;
  };
  for (const { from, to } of dead) {
    add(from, 1);
    add(to, Math.min(1, most / (to - from)));
  }
  add(last, 1);
  return {
    length: place,
    placeOf: time => {
      const piece = pieces.findLast(one => one.from <= time) ?? pieces[0];
      return piece ? piece.place + (time - piece.from) * piece.scale : 0;
    },
    timeAt: wanted => {
      const piece = pieces.findLast(one => one.place <= wanted) ?? pieces[0];
      return piece ? piece.from + (wanted - piece.place) / piece.scale : startedAt;
    },
  };
}

const spanOf = ({ from, to }: Gap, last: number) => ({ from, to: Math.min(to ?? last, last) });

/** ms between two marks. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 20e3, 30e3, 60e3, 120e3, 300e3, 600e3, 1800e3];
const HOUR = 3_600_000;

export interface Tick {
  readonly place: number;
  /** ms since the start. */
  readonly elapsed: number;
}

/** Round times in a part of the axis, at most so many; none inside a gap, where a distance means nothing. */
export function ticks(
  axis: TimeAxis,
  { startedAt, gaps }: Pick<Timeline, 'startedAt' | 'gaps'>,
  { from, to, most }: { readonly from: number; readonly to: number; readonly most: number },
): readonly Tick[] {
  const room = (to - from) / Math.max(1, most);
  const step = STEPS.find(one => one >= room) ?? Math.ceil(room / HOUR) * HOUR;
  const found: Tick[] = [];
  const end = axis.timeAt(to) - startedAt;
  let elapsed = Math.ceil((axis.timeAt(from) - startedAt) / step) * step;
  while (elapsed <= end && found.length <= most * 2) {
    const at = startedAt + elapsed;
    const gap = gaps.find(one => one.from < at && (one.to ?? Infinity) > at);
    if (!gap) found.push({ place: axis.placeOf(at), elapsed });
    const next = gap ? (gap.to ?? Infinity) - startedAt : elapsed + 1;
    elapsed = Math.ceil(next / step) * step;
  }
  return found;
}
