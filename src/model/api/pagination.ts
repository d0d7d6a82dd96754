import type { Reason } from '../problem.ts';
import { unreachable } from '../stage.ts';
import { firstReading, guessReading, turnWindow, type Reading } from './windows.ts';

export const PAGINATIONS = ['page', 'offset', 'cursor', 'keyset', 'link'] as const;
export type Pagination = (typeof PAGINATIONS)[number];

/** Where an API stands between two pages: all that is needed to ask for the next one. */
export type PageMark =
  | { readonly pagination: 'page' | 'offset'; readonly reading: Reading }
  /** `cursor`: the token as the API gave it; null for the first page. */
  | { readonly pagination: 'cursor'; readonly cursor: string | null }
  /** `after`: the last key received, as text; null for the first page. */
  | { readonly pagination: 'keyset'; readonly after: string | null }
  /** `url`: the `rel="next"` of RFC 8288, absolute; null for the first page. */
  | { readonly pagination: 'link'; readonly url: string | null };

/** How the API calls what it is asked by. */
export interface PageParameters {
  readonly page: string;
  readonly offset: string;
  readonly cursor: string;
  readonly after: string;
  readonly limit: string;
}

/** The usual names of each style. */
export function usualParameters(pagination: Pagination): PageParameters {
  return {
    page: '_page',
    offset: 'offset',
    cursor: 'cursor',
    after: 'after_id',
    limit: pagination === 'page' ? '_limit' : 'limit',
  };
}

/** What an answer says, in rows and keys alone. */
export interface PageAnswer {
  /** What tells one row from another, in the order of the rows. */
  readonly keys: readonly string[];
  /** The next cursor or link, if the API gave one. */
  readonly next: string | null;
  /** The page is full, and says nothing of a next one: not even that there is none. */
  readonly isSilent?: boolean;
  /** Values of the keyset's column as text, in the order of the rows; null where a row has none. */
  readonly order: readonly (string | null)[];
}

export type PageTurn =
  /** `keeps` is false when the rows are to be left aside: they do not join on, and come again. */
  | { readonly kind: 'next'; readonly mark: PageMark; readonly keeps: boolean }
  | { readonly kind: 'end'; readonly warning: Reason | null }
  /** Going on would never end, or would lose rows. */
  | { readonly kind: 'stuck'; readonly reason: Reason };

export function firstMark(pagination: Pagination, pageSize: number, from: string | null = null): PageMark {
  switch (pagination) {
    case 'page':
    case 'offset':
      return { pagination, reading: firstReading(pageSize) };
    case 'cursor':
      return { pagination, cursor: from };
    case 'keyset':
      return { pagination, after: from };
    case 'link':
      return { pagination, url: null };
    default:
      return unreachable(pagination);
  }
}

/** The parameters that ask for the page at `mark`; a link brings its own. */
export function pageParameters(
  mark: PageMark,
  names: PageParameters,
  { pageSize, firstPage }: { readonly pageSize: number; readonly firstPage: number },
): Readonly<Record<string, string>> {
  switch (mark.pagination) {
    case 'page': {
      const { start, limit } = mark.reading.window;
      return { [names.page]: String(start / limit + firstPage), [names.limit]: String(limit) };
    }
    case 'offset': {
      const { start, limit } = mark.reading.window;
      return { [names.offset]: String(start), [names.limit]: String(limit) };
    }
    case 'cursor':
      return { ...(mark.cursor !== null && { [names.cursor]: mark.cursor }), [names.limit]: String(pageSize) };
    case 'keyset':
      return { ...(mark.after !== null && { [names.after]: mark.after }), [names.limit]: String(pageSize) };
    case 'link':
      return mark.url === null ? { [names.limit]: String(pageSize) } : {};
    default:
      return unreachable(mark);
  }
}

/**
 * What follows an answer. None of the styles takes a short page for the last one.
 *
 * @param seen whether a row came in an earlier answer that was kept
 * @param asked whether a cursor or link was asked for before
 */
export function turnPage(
  mark: PageMark,
  answer: PageAnswer,
  seen: (key: string) => boolean,
  asked: (next: string) => boolean,
): PageTurn {
  switch (mark.pagination) {
    case 'page':
    case 'offset':
      return turnPosition(mark, answer.keys, seen);
    case 'cursor':
      return turnNext(answer, mark.cursor === null, asked, cursor => ({ pagination: 'cursor', cursor }));
    case 'link':
      return turnNext(answer, mark.url === null, asked, url => ({ pagination: 'link', url }));
    case 'keyset':
      return turnKeyset(mark.after, answer.order);
    default:
      return unreachable(mark);
  }
}

/** The mark that follows if the answer turns out as long as it was asked for; null where only the answer can tell. */
export function guessNext(mark: PageMark): PageMark | null {
  if (mark.pagination !== 'page' && mark.pagination !== 'offset') return null;
  const reading = guessReading(mark.reading, mark.pagination === 'page');
  return reading && { ...mark, reading };
}

function turnPosition(
  mark: Extract<PageMark, { reading: Reading }>,
  keys: readonly string[],
  seen: (key: string) => boolean,
): PageTurn {
  const turn = turnWindow(mark.reading, keys, seen, mark.pagination === 'page');
  if (turn.kind === 'stuck') return { kind: 'stuck', reason: { code: 'api_page_repeated', params: {} } };
  return turn.kind === 'end' ? turn : { kind: 'next', mark: { ...mark, reading: turn.reading }, keeps: turn.keeps };
}

/**
 * An empty page may still name a next one; a cursor that was asked for before would go round for ever. A full first page
 * that says nothing of a next one may come from an API that goes on in another style.
 */
function turnNext(
  { next, keys, isSilent }: PageAnswer,
  isFirst: boolean,
  asked: (next: string) => boolean,
  markAt: (next: string) => PageMark,
): PageTurn {
  if (isFirst && isSilent) return { kind: 'end', warning: { code: 'api_next_unnamed', params: { rows: keys.length } } };
  if (next === null || next === '') return { kind: 'end', warning: null };
  if (asked(next)) return { kind: 'stuck', reason: { code: 'api_cursor_repeated', params: { cursor: next } } };
  return { kind: 'next', mark: markAt(next), keeps: true };
}

function turnKeyset(after: string | null, order: readonly (string | null)[]): PageTurn {
  let last = after;
  for (const key of order) {
    if (key === null) return { kind: 'stuck', reason: { code: 'api_key_missing', params: {} } };
    if (last !== null && compareKeys(key, last) <= 0)
      return { kind: 'stuck', reason: { code: 'api_keys_unsorted', params: { key, last } } };
    last = key;
  }
  if (order.length === 0 || last === null) return { kind: 'end', warning: null };
  return { kind: 'next', mark: { pagination: 'keyset', after: last }, keeps: true };
}

/** Whole numbers of any size by their value, everything else by code units. Negative, zero or positive. */
export function compareKeys(a: string, b: string): number {
  if (isWhole(a) && isWhole(b)) {
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : Number(left > right);
  }
  return a < b ? -1 : Number(a > b);
}

const isWhole = (text: string): boolean => /^-?\d+$/.test(text);
