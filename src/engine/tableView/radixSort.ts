/** Unsigned 64 bits by row, in two halves; `low` null: the upper half says it all. */
export interface Keys {
  readonly high: Uint32Array;
  readonly low: Uint32Array | null;
}

const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

export type Breathe = () => Promise<void>;

/** Orders rows by their keys, the smallest first; equal ones stay as they stand. A pass for each half of a half that differs. */
export async function radixSort(rows: Uint32Array, { high, low }: Keys, breathe: Breathe): Promise<Uint32Array> {
  let sorted = rows;
  let spare: Uint32Array = new Uint32Array(rows.length);
  for (const [words, shift] of [
    [low, 0],
    [low, DIGIT_BITS],
    [high, 0],
    [high, DIGIT_BITS],
  ] as const) {
    if (!words || !pass(words, shift, { from: sorted, to: spare })) continue;
    // The rows that came are their owner's.
    [sorted, spare] = [spare, sorted === rows ? new Uint32Array(rows.length) : sorted];
    await breathe();
  }
  return sorted;
}

interface Move {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** False: all digits are the same, and nothing was moved. */
function pass(words: Uint32Array, shift: number, { from, to }: Move): boolean {
  const counts = new Uint32Array(DIGITS);
  for (let at = 0; at < from.length; at++) {
    const digit = ((words[from[at] ?? 0] ?? 0) >>> shift) & (DIGITS - 1);
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
  const first = ((words[from[0] ?? 0] ?? 0) >>> shift) & (DIGITS - 1);
  if (counts[first] === from.length) return false;
  let place = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit] ?? 0;
    counts[digit] = place;
    place += count;
  }
  for (let at = 0; at < from.length; at++) {
    const row = from[at] ?? 0;
    const digit = ((words[row] ?? 0) >>> shift) & (DIGITS - 1);
    const next = counts[digit] ?? 0;
    to[next] = row;
    counts[digit] = next + 1;
  }
  return true;
}
