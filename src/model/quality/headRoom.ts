/** A number as a file writes it, without an exponent and without the noise of binary fractions. */
const plain = (value: number, digits: number): number => Number(value.toFixed(digits));

/**
 * Bounds with a tenth of what was seen as room on each side, on round figures: 1.2–38.5 → -5–45, but never below 0 where
 * nothing is. Null where doubles cannot say them.
 */
export function withHeadRoom(min: number, max: number): { readonly min: number; readonly max: number } | null {
  if (!Number.isFinite(min) || !Number.isFinite(max) || Math.abs(min) > LARGEST || Math.abs(max) > LARGEST) return null;
  if (min >= 0 && max <= 1 && !(Number.isInteger(min) && Number.isInteger(max))) return { min: 0, max: 1 };
  const span = max - min || Math.abs(max) || 1;
  if (span < SMALLEST) return null;
  const isWhole = Number.isInteger(min) && Number.isInteger(max);
  const step = isWhole ? Math.max(1, stepOf(span)) : stepOf(span);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const low = plain(Math.floor((min - span / 10) / step) * step, digits);
  const high = plain(Math.ceil((max + span / 10) / step) * step, digits);
  return low <= min && high >= max
    ? { min: min >= 0 ? Math.max(0, low) : low, max: max <= 0 && min < 0 ? Math.min(0, high) : high }
    : null;
}

/** Beyond, the figures of a step are not exact any more, and below nobody reads them. */
const [LARGEST, SMALLEST] = [1e15, 1e-9];

/** 1, 2 or 5 of the power of ten below a span, divided by ten: some twenty steps. */
function stepOf(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span) - 1);
  const times = span / power;
  return (times < 20 ? 1 : times < 50 ? 2 : 5) * power;
}

/** Half of what was seen, on two figures. */
export function fewerRows(rows: number): number {
  if (rows < 2) return rows;
  const half = rows / 2;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(half)) - 1);
  return Math.max(1, Math.floor(half / step) * step);
}

/** Twice the longest, on one or two figures. */
export function longerText(length: number): number {
  const twice = Math.max(length * 2, 10);
  const step = 10 ** Math.max(1, Math.floor(Math.log10(twice)));
  return Math.ceil(twice / step) * step;
}

const DAY = 24 * 3_600_000;
/** From two days on: data is often looked at in the minute that brought it, and comes once a day. */
const AGES: readonly (readonly [text: string, ms: number])[] = [
  ['2d', 2 * DAY],
  ['7d', 7 * DAY],
  ['14d', 14 * DAY],
  ['30d', 30 * DAY],
  ['90d', 90 * DAY],
];

/** The next usual age at least twice this one; null: data so old are not renewed. */
export const agedTwice = (ageMs: number): string | null => AGES.find(([, ms]) => ms >= 2 * ageMs)?.[0] ?? null;
