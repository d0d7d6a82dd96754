import type { Reason } from '../problem.ts';

/** Rows [start, start + limit) of a list that is asked for by position. */
export interface Window {
  readonly start: number;
  readonly limit: number;
  /** It begins on rows that were seen, so that its answer shows whether it joins on. */
  readonly overlaps: boolean;
}

/** Where a reading by position stands. All counts are rows. */
export interface Reading {
  readonly window: Window;
  /** Everything before this position has been seen, as the list lay at the last answer. */
  readonly covered: number;
  /** What one answer may hold: as asked, or less where the server caps it. */
  readonly limit: number;
  /** The longest answer so far. */
  readonly longest: number;
  readonly answers: number;
  /** The server's pages have a length of their own: no two windows can be made to overlap. */
  readonly isFixed: boolean;
  /** Place and first row of the last answer that did not join on, and how often it came so in a row. */
  readonly gap: { readonly at: string; readonly times: number } | null;
  /** The last answer, and how often it came again since: tells a server that answers the same whatever it is asked. */
  readonly last: string;
  readonly repeats: number;
}

export type WindowTurn =
  /** `keeps` is false when the rows are to be left aside: they do not join on, and come again. */
  | { readonly kind: 'next'; readonly reading: Reading; readonly keeps: boolean }
  | { readonly kind: 'end'; readonly warning: Reason | null }
  | { readonly kind: 'stuck' };

/**
 * The window that holds the last row `covered` and reaches furthest beyond it; an `aligned` one begins at a multiple of
 * its length. None does where every length divides `covered`: with ten rows a page that is one end in 2,520.
 */
export function windowAcross(covered: number, limit: number, aligned: boolean): Window {
  if (!aligned && covered > 0 && limit > 1) return { start: covered - 1, limit, overlaps: true };
  let best: Window = { start: covered, limit, overlaps: false };
  let reach = covered;
  for (let length = limit; covered + length > reach + 1; length -= 1) {
    const start = covered - (covered % length);
    if (start === covered || start + length <= reach) continue;
    best = { start, limit: length, overlaps: true };
    reach = start + length;
  }
  return best;
}

export const firstReading = (limit: number): Reading => ({
  window: { start: 0, limit, overlaps: false },
  covered: 0,
  limit,
  longest: 0,
  answers: 0,
  isFixed: false,
  gap: null,
  last: '',
  repeats: 0,
});

/** An honest list that grows by just one page between two answers shows the same rows twice; three times is no chance. */
const MAX_REPEATS = 3;

/**
 * What follows an answer when rows are asked for by position, and may come, go and move meanwhile. Each answer is one
 * look at the list, so two that share a row join without a gap: every window begins on the last row seen. One that
 * does not hold it shows that rows before it were deleted and others slid past us: one window back. No length of an
 * answer is trusted alone; the end is an answer with nothing new that ends where the one before it ended.
 *
 * @param keys of the rows received, in their order
 * @param seen whether a row came in an earlier answer that was kept
 * @param aligned pages by number: a window begins at a multiple of its length
 */
export function turnWindow(
  before: Reading,
  keys: readonly string[],
  seen: (key: string) => boolean,
  aligned: boolean,
): WindowTurn {
  const reading = take(before, keys, aligned);
  const { window, isFixed } = reading;
  const isNothingNew = keys.every(seen);
  if (keys.length === 0 && (isFixed || !window.overlaps)) return { kind: 'end', warning: null };
  if (isNothingNew && (isFixed || reading.repeats >= MAX_REPEATS)) return endOfRepeats(reading);
  if (isFixed) return { kind: 'next', reading: { ...reading, window: after(window) }, keeps: true };
  const isJoined = !window.overlaps || (keys[0] !== undefined && seen(keys[0]));
  return isJoined ? goOn(reading, keys, { isNothingNew, aligned }) : goBack(reading, keys, aligned);
}

/** Null before the first answer: it tells whether the server caps a page. */
export function guessReading(reading: Reading, aligned: boolean): Reading | null {
  const { window, limit, answers, isFixed } = reading;
  if (answers === 0) return null;
  const covered = window.start + window.limit;
  return { ...reading, covered, window: isFixed ? after(window) : windowAcross(covered, limit, aligned) };
}

function take(before: Reading, keys: readonly string[], aligned: boolean): Reading {
  const answer = digest(keys);
  return {
    ...before,
    answers: before.answers + 1,
    longest: Math.max(before.longest, keys.length),
    last: answer,
    repeats: keys.length > 0 && answer === before.last ? before.repeats + 1 : 0,
    isFixed: before.isFixed || (aligned && keys.length > before.window.limit),
  };
}

/** Tells two answers apart in few characters: a reading is kept with each page. FNV-1a, twice 32 bits. */
function digest(keys: readonly string[]): string {
  let [one, two] = [0x811c9dc5, 0x01000193];
  for (const key of keys) {
    for (let at = 0; at < key.length; at += 1) {
      one = Math.imul(one ^ key.charCodeAt(at), 0x01000193);
      two = Math.imul(two ^ key.charCodeAt(at), 0x85ebca6b);
    }
    one = Math.imul(one ^ 0x1ff, 0x01000193);
    two = Math.imul(two ^ 0x1ff, 0xc2b2ae35);
  }
  return `${keys.length} ${one >>> 0} ${two >>> 0}`;
}

const after = ({ start, limit }: Window): Window => ({ start: start + limit, limit, overlaps: false });

/** One answer for all that was asked is the whole list, unpaged; one that repeats later hides what follows. */
const endOfRepeats = ({ repeats, answers }: Reading): WindowTurn =>
  repeats === answers - 1 ? { kind: 'end', warning: { code: 'api_not_paged', params: {} } } : { kind: 'stuck' };

/** The same gap however often we went back: the server's pages have a length of their own. */
function goBack(reading: Reading, keys: readonly string[], aligned: boolean): WindowTurn {
  const { window, limit } = reading;
  const at = `${window.start} ${keys[0] ?? ''}`;
  const times = reading.gap?.at === at ? reading.gap.times + 1 : 1;
  if (aligned && times >= MAX_REPEATS) {
    if (keys.length === 0) return { kind: 'end', warning: null };
    return { kind: 'next', reading: { ...reading, window: after(window), isFixed: true }, keeps: true };
  }
  const start = Math.max(0, (Math.ceil(window.start / limit) - 1) * limit);
  const back = { start, limit, overlaps: start > 0 };
  return { kind: 'next', reading: { ...reading, window: back, gap: { at, times } }, keeps: false };
}

function goOn(
  reading: Reading,
  keys: readonly string[],
  facts: { readonly isNothingNew: boolean; readonly aligned: boolean },
): WindowTurn {
  const { window } = reading;
  const covered = window.start + keys.length;
  const isEnd = facts.isNothingNew && covered === reading.covered && keys.length < reading.longest;
  if (isEnd) return { kind: 'end', warning: null };
  const limit = reading.answers === 1 ? Math.min(reading.limit, keys.length) : reading.limit;
  return {
    kind: 'next',
    reading: { ...reading, limit, covered, window: windowAcross(covered, limit, facts.aligned) },
    keeps: true,
  };
}
