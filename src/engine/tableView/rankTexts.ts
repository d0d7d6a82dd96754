import type { TextPiece } from '../../model/table/exactColumn.ts';
import { radixSort, type Breathe } from './radixSort.ts';

/** Seven bytes of a text and, below them, how many it has left there: 8 is more than seven. */
const STEP = 7;
const MORE = 8;
/** So few are compared with each other: a pass of `radixSort` counts 65,536 digits, however few the rows are. */
const FEW = 1_000;
/** Between two breaths: some tens of milliseconds. */
const BREATH_ROWS = 50_000;

/**
 * Of each text its rank among all, by its bytes, which for UTF-8 is the order of code points; equal ones have the same. No
 * string is made: seven bytes at a time are sorted as numbers, then those that are alike so far by the next seven.
 */
export async function rankTexts(pieces: readonly TextPiece[], breathe: Breathe): Promise<Uint32Array> {
  const texts = textsOf(pieces);
  const { count } = texts;
  const keys = { high: new Uint32Array(count), low: new Uint32Array(count) };
  const order = Uint32Array.from({ length: count }, (_, at) => at);
  const ranks = new Uint32Array(count);
  const runs: Run[] = [{ from: 0, to: count, depth: 0 }];
  let unbreathed = 0;
  for (let run = runs.pop(); run; run = runs.pop()) {
    const rows = order.subarray(run.from, run.to);
    unbreathed += rows.length;
    if (unbreathed > BREATH_ROWS) {
      await breathe();
      unbreathed = 0;
    }
    if (rows.length <= FEW) {
      rows.sort((a, b) => texts.compare(a, b, run?.depth ?? 0));
      rankFew(rows, { texts, run, ranks });
      continue;
    }
    const depth = run.depth + alikeIn(rows, texts, run.depth);
    for (const row of rows) texts.key(row, depth, keys);
    if (rows.length > BREATH_ROWS) await breathe();
    const sorted = await radixSort(rows, keys, breathe);
    if (sorted !== rows) rows.set(sorted);
    splitRuns(rows, { run: { ...run, depth }, keys, ranks, runs });
  }
  return ranks;
}

/** Bytes that all of them share: seven at a time, long texts that begin alike would take for ever. */
function alikeIn(rows: Uint32Array, texts: Texts, depth: number): number {
  let most = Infinity;
  for (let at = 1; at < rows.length && most > 0; at++) most = texts.alike(rows[0] ?? 0, rows[at] ?? 0, { depth, most });
  return most;
}

interface Run {
  readonly from: number;
  readonly to: number;
  /** Bytes that are alike. */
  readonly depth: number;
}

interface Halves {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Equal keys: the same text, unless it goes on. A rank is the place of the first of its kind. */
function splitRuns(rows: Uint32Array, of: { run: Run; keys: Halves; ranks: Uint32Array; runs: Run[] }): void {
  const { run, keys, ranks, runs } = of;
  const { high, low } = keys;
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const first = rows[from] ?? 0;
    do to += 1;
    while (to < rows.length && high[rows[to] ?? 0] === high[first] && low[rows[to] ?? 0] === low[first]);
    const goesOn = ((low[first] ?? 0) & 255) === MORE;
    if (goesOn && to - from > 1) runs.push({ from: run.from + from, to: run.from + to, depth: run.depth + STEP });
    else for (let at = from; at < to; at++) ranks[rows[at] ?? 0] = run.from + from;
  }
}

function rankFew(rows: Uint32Array, of: { texts: Texts; run: Run; ranks: Uint32Array }): void {
  const { texts, run, ranks } = of;
  let rank = run.from;
  for (const [at, row] of rows.entries()) {
    const before = rows[at - 1];
    if (before !== undefined && texts.compare(before, row, run.depth) !== 0) rank = run.from + at;
    ranks[row] = rank;
  }
}

type Texts = ReturnType<typeof textsOf>;

function textsOf(pieces: readonly TextPiece[]) {
  const count = pieces.reduce((sum, { starts }) => sum + starts.length, 0);
  const pieceOf = new Uint32Array(count);
  const [starts, ends] = [new Uint32Array(count), new Uint32Array(count)];
  let place = 0;
  for (const [at, piece] of pieces.entries()) {
    pieceOf.fill(at, place, place + piece.starts.length);
    starts.set(piece.starts, place);
    ends.set(piece.ends, place);
    place += piece.starts.length;
  }
  const bytes = pieces.map(piece => piece.bytes);
  const none = new Uint8Array();
  const bytesOf = (text: number): Uint8Array => bytes[pieceOf[text] ?? 0] ?? none;
  return {
    count,
    key(text: number, depth: number, { high, low }: Halves): void {
      const all = bytesOf(text);
      const at = (starts[text] ?? 0) + depth;
      const left = (ends[text] ?? 0) - at;
      const byte = (next: number): number => (next < left ? (all[at + next] ?? 0) : 0);
      high[text] = (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
      low[text] = (byte(4) << 24) | (byte(5) << 16) | (byte(6) << 8) | Math.min(MORE, Math.max(0, left));
    },
    /** Bytes from `depth` on, at most so many. */
    alike(a: number, b: number, { depth, most }: { depth: number; most: number }): number {
      const [left, right] = [bytesOf(a), bytesOf(b)];
      const [from, other] = [(starts[a] ?? 0) + depth, (starts[b] ?? 0) + depth];
      const end = Math.min(most, (ends[a] ?? 0) - from, (ends[b] ?? 0) - other);
      let count = 0;
      while (count < end && left[from + count] === right[other + count]) count += 1;
      return count;
    },
    /** From `depth` on. */
    compare(a: number, b: number, depth: number): number {
      const [left, right] = [bytesOf(a), bytesOf(b)];
      let [at, other] = [(starts[a] ?? 0) + depth, (starts[b] ?? 0) + depth];
      const [end, otherEnd] = [ends[a] ?? 0, ends[b] ?? 0];
      for (; at < end && other < otherEnd; at++, other++)
        if (left[at] !== right[other]) return (left[at] ?? 0) - (right[other] ?? 0);
      return end - at - (otherEnd - other);
    },
  };
}
