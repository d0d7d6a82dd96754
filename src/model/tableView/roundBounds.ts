import { plainText } from '../table/digits.ts';
import { dateText, momentText } from '../table/timeText.ts';
import type { ColumnType } from '../table/columnType.ts';

/** Between two of them lies a bin. */
export interface BinBound {
  readonly at: number;
  readonly text: string;
}

/** Bins at the most, nearly: what a person takes in at a glance. */
const BINS = 20;

/**
 * Bounds of equal bins that hold all from `min` to `max`, both finite, at multiples of 1, 2 or 5 of a power of ten. A bin
 * holds its lower bound; the last one both. Of whole numbers none is narrower than 1.
 */
export function numberBounds(min: number, max: number, isWhole: boolean): readonly BinBound[] {
  const least = Math.max((max - min) / BINS, isWhole ? 1 : 0);
  // Doubles so close together have no round number between them, and some lie further apart than a double can say.
  const isTooClose = least < Math.max(Math.abs(min), Math.abs(max)) * 1e-14 || least < 1e-300;
  if (isTooClose || !Number.isFinite(least)) return [min, max].map(at => ({ at, text: String(at) }));
  let power = Math.floor(Math.log10(least));
  const digits = [1, 2, 5, 10].find(one => one * 10 ** power >= least * (1 - 1e-9)) ?? 10;
  const step = digits === 10 ? 1 : digits;
  if (digits === 10) power += 1;
  const boundAt = (times: number): BinBound => {
    const text = plainText({ unscaled: BigInt(times) * BigInt(step), scale: -power });
    return { at: Number(text), text: power > 0 || !text.includes('.') ? text : text.replace(/\.?0+$/, '') };
  };
  let times = Math.floor(min / (step * 10 ** power));
  while (boundAt(times).at > min) times -= 1;
  const bounds = [boundAt(times)];
  const isInside = (at: number): boolean => (isWhole ? at <= max : at < max);
  for (let last = bounds[0]; last && isInside(last.at); bounds.push(last)) last = boundAt((times += 1));
  return bounds.length > 1 ? bounds : [...bounds, boundAt(times + 1)];
}

const [SECOND, MINUTE, HOUR, DAY, WEEK] = [1e6, 60e6, 3600e6, 86_400e6, 604_800e6];
/** Microseconds. */
const STEPS = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap(one => [one, 2 * one, 5 * one]),
  ...[SECOND, MINUTE].flatMap(one => [one, 2 * one, 5 * one, 10 * one, 15 * one, 30 * one]),
  ...[HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, WEEK],
];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000];
const MONTH_DAYS = 30.44;

/** The same of times, in microseconds since 1970: of clock and calendar. Months are bins, though some are shorter. */
export function timeBounds(min: number, max: number, type: ColumnType): readonly BinBound[] {
  const least = Math.max((max - min) / BINS, type.kind === 'date' ? DAY : 0);
  const step = STEPS.find(one => one >= least);
  const months = MONTHS.find(one => one * MONTH_DAYS * DAY >= least) ?? 12_000;
  const next = step === undefined ? monthAt(min, months) : stepAt(min, step);
  const bounds: BinBound[] = [];
  for (let nth = 0, at = next(nth); ; at = next((nth += 1))) {
    bounds.push({ at, text: timeText(at, type) });
    if (!(at <= max)) return bounds;
  }
}

/** Weeks begin on a Monday, as 1970-01-05 was. */
function stepAt(micros: number, step: number): (nth: number) => number {
  const origin = step === WEEK ? 4 * DAY : 0;
  const first = Math.floor((micros - origin) / step);
  return nth => (first + nth) * step + origin;
}

function timeText(micros: number, type: ColumnType): string {
  if (type.kind !== 'timestamp') return dateText(Math.floor(micros / DAY));
  return momentText(micros, { isZoned: type.isZoned, unit: 'micros' });
}

/** From the month that holds `micros` on, every so many months, counted from the year 0. */
function monthAt(micros: number, months: number): (nth: number) => number {
  const date = new Date(micros / 1000);
  const first = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months);
  // `Date.UTC` takes the year 99 for 1999.
  return nth => new Date(0).setUTCFullYear(0, (first + nth) * months, 1) * 1000;
}

/** How many lie in each bin; those beyond them, and what is no number, in none. */
export function countInBins(bounds: readonly BinBound[], positions: Float64Array): number[] {
  const counts = new Array<number>(bounds.length - 1).fill(0);
  const at = Float64Array.from(bounds, bound => bound.at);
  const last = at.length - 1;
  for (const position of positions) {
    let [low, high] = [0, last];
    if (!(position >= (at[0] ?? 0) && position <= (at[last] ?? 0))) continue;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) <= position) low = middle;
      else high = middle;
    }
    counts[low] = (counts[low] ?? 0) + 1;
  }
  return counts;
}
