import type { Sides } from '../../model/compareSettings.ts';

/** A line of one text or of both, with the empty lines after it. */
interface Line {
  readonly text: string;
  /** Where it begins in the merged text, and in each of the two; null: it is not in that one. */
  readonly at: number;
  readonly of: Sides<number | null>;
}

export interface AlignedTexts {
  readonly text: string;
  readonly lines: readonly Line[];
  /** A place of one text in the merged one. */
  place(side: 0 | 1, offset: number): number;
  /** The other way; null where that text has nothing there. */
  own(side: 0 | 1, place: number): number | null;
}

/** Cells of the table of longest common subsequences: 16 MB. Longer texts are matched line by line, in order. */
const MOST_CELLS = 4_000_000;

/** Two forms of one page as one text: lines of both once, the others where they stand. */
export function alignTexts(a: string, b: string): AlignedTexts {
  const lines: Line[] = [];
  let at = 0;
  const add = (text: string, of: Line['of']): void => {
    lines.push({ text, at, of });
    at += text.length;
  };
  if (a === b) add(a, [0, 0]);
  else for (const { text, of } of mergeLines(linesOf(a), linesOf(b))) add(text, of);
  const owned = [0, 1].map(side => lines.filter(({ of }) => of[side] !== null));
  return {
    text: lines.map(({ text }) => text).join(''),
    lines,
    place: (side, offset) => {
      const own = owned[side] ?? [];
      let [low, high] = [0, own.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((own[middle]?.of[side] ?? 0) <= offset) low = middle;
        else high = middle;
      }
      const line = own[low];
      return line ? line.at + Math.min(line.text.length, offset - (line.of[side] ?? 0)) : 0;
    },
    own: (side, place) => {
      const line = lines.findLast(({ at: begin }) => begin <= place);
      const start = line?.of[side] ?? null;
      return line && start !== null ? start + place - line.at : null;
    },
  };
}

interface OwnLine {
  readonly text: string;
  readonly start: number;
  readonly key: string;
}

const linesOf = (text: string): OwnLine[] =>
  [...text.matchAll(/[^\n]*\n+|[^\n]+$/g)].map(({ 0: line, index }) => ({
    text: line,
    start: index,
    key: line.trim(),
  }));

type Merged = Omit<Line, 'at'>;

function* mergeLines(a: readonly OwnLine[], b: readonly OwnLine[]): Generator<Merged> {
  let [i, j] = [0, 0];
  for (const [x, y] of [...commonLines(a, b), [a.length, b.length] as const]) {
    for (; i < x; i++) yield* ofOne(a[i], 0);
    for (; j < y; j++) yield* ofOne(b[j], 1);
    const [one, other] = [a[i++], b[j++]];
    if (one && other) yield { text: one.text, of: [one.start, other.start] };
  }
}

function* ofOne(line: OwnLine | undefined, side: 0 | 1): Generator<Merged> {
  if (line) yield { text: line.text, of: side === 0 ? [line.start, null] : [null, line.start] };
}

/** Pairs of equal lines, both ascending. */
function commonLines(a: readonly OwnLine[], b: readonly OwnLine[]): (readonly [number, number])[] {
  if (a.length * b.length > MOST_CELLS) return inOrder(a, b);
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i]?.key === b[j]?.key
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i]?.key === b[j]?.key) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}

/** Each line of the shorter text beside the next equal one of the longer. */
function inOrder(a: readonly OwnLine[], b: readonly OwnLine[]): (readonly [number, number])[] {
  const isTurned = a.length > b.length;
  const [few, many] = isTurned ? [b, a] : [a, b];
  const where = new Map<string, number[]>();
  for (const [at, { key }] of many.entries()) where.set(key, [...(where.get(key)?.slice(-50) ?? []), at]);
  const pairs: [number, number][] = [];
  let from = 0;
  for (const [at, { key }] of few.entries()) {
    const found = where.get(key)?.find(place => place >= from);
    if (found === undefined) continue;
    pairs.push(isTurned ? [found, at] : [at, found]);
    from = found + 1;
  }
  return pairs;
}
