import type { Row } from '../table/value.ts';
import { findNextLink } from './linkHeader.ts';
import { compareKeys, type PageParameters, type Pagination } from './pagination.ts';
import { findNexts, isLink, type FoundNext } from './probeShape.ts';
import { withQuery, type ProbePage, type Probing } from './probing.ts';

/** How an API was seen to turn its pages. */
export interface FoundPaging {
  readonly pagination: Pagination;
  readonly parameters: Partial<PageParameters>;
  readonly nextPath: readonly string[] | null;
  /** Rows that the API gives, where it lets nobody choose. */
  readonly fixedSize: number | null;
  /** Of pages by number; null: it says nothing. */
  readonly firstPage: number | null;
  /** The sentence that says what was seen. */
  readonly sign: string;
  readonly second: ProbePage | null;
}

export interface FirstPage {
  /** The address without anything of ours. */
  readonly base: string;
  readonly page: ProbePage;
  readonly key: string | null;
}

/** Names that APIs give their parameters, the usual ones of an ingestion first. */
const PAGES = [
  ['_page', '_limit'],
  ['page', 'per_page'],
  ['page', 'limit'],
  ['page', 'page_size'],
] as const;
const OFFSETS = [
  ['offset', 'limit'],
  ['_start', '_limit'],
  ['skip', 'limit'],
  ['start', 'limit'],
] as const;
const KEYSETS = [
  ['after_id', 'limit'],
  ['since_id', 'limit'],
  ['starting_after', 'limit'],
  ['after', 'limit'],
] as const;
const CURSORS = ['cursor', 'page_token', 'pageToken', 'next_token', 'after', 'starting_after', 'continuation', 'token'];
const LIMITS = ['limit', 'per_page', 'page_size', '_limit'] as const;

/** The first style that gave the rows which follow; null: nothing that was asked changed the answer. */
export function* findPaging(first: FirstPage): Probing<FoundPaging | null> {
  return (yield* byLink(first)) ?? (yield* byNext(first)) ?? (yield* byPosition(first)) ?? (yield* byKey(first));
}

const known = { parameters: {}, nextPath: null, fixedSize: null, firstPage: null };

function* byLink(first: FirstPage): Probing<FoundPaging | null> {
  const next = findNextLink(first.page.link ?? '');
  const second = next === null ? null : yield* follow(first, next);
  if (!second) return null;
  return { ...known, pagination: 'link', parameters: yield* limitOf(first), sign: 'link', second };
}

function* byNext(first: FirstPage): Probing<FoundPaging | null> {
  for (const next of findNexts(first.page.body)) {
    const found = isLink(next.value) ? yield* byNextLink(first, next) : yield* byCursor(first, next);
    if (found) return found;
  }
  return null;
}

function* byNextLink(first: FirstPage, { path, value }: FoundNext): Probing<FoundPaging | null> {
  const second = yield* follow(first, value);
  if (!second) return null;
  const parameters = yield* limitOf(first);
  return { ...known, pagination: 'link', nextPath: path, parameters, sign: 'next_link', second };
}

function* byCursor(first: FirstPage, { path, value }: FoundNext): Probing<FoundPaging | null> {
  const own = path.at(-1)?.replace(/^next_?/i, '') ?? '';
  for (const cursor of new Set([...CURSORS.slice(0, 1), ...(own === '' ? [] : [own]), ...CURSORS])) {
    const second = yield withQuery(first.base, { [cursor]: value });
    if (!second || !goesOn(first, second)) continue;
    const parameters = { cursor, ...(yield* limitOf(first)) };
    return { ...known, pagination: 'cursor', nextPath: path, parameters, sign: 'cursor', second };
  }
  return null;
}

/** A link to another origin would carry headers away. */
function* follow(first: FirstPage, next: string): Probing<ProbePage | null> {
  const url = URL.parse(next, first.page.uri);
  if (!url || url.origin !== new URL(first.base).origin) return null;
  const second = yield url.href;
  return second && goesOn(first, second) ? second : null;
}

/** How an API that names the next page itself takes the size of one. */
function* limitOf({ base, page }: FirstPage): Probing<Partial<PageParameters>> {
  if (page.rows.length < 2) return {};
  for (const limit of LIMITS) {
    const answer = yield withQuery(base, { [limit]: '1' });
    if (answer?.rows.length === 1) return { limit };
  }
  return {};
}

/** Few rows of the first answer, asked for again as a page of their own: only the right names bring exactly those. */
function* byPosition(first: FirstPage): Probing<FoundPaging | null> {
  return sizeOf(first.page.rows) === 0 ? null : ((yield* byPage(first)) ?? (yield* byOffset(first)));
}

function* byPage(first: FirstPage): Probing<FoundPaging | null> {
  const { base, page } = first;
  const size = sizeOf(page.rows);
  const turns = new Map<string, ProbePage>();
  for (const [name, limit] of PAGES) {
    const answer = yield withQuery(base, { [name]: '2', [limit]: String(size) });
    const counted = isPart(first, answer, size, size) ? 1 : isPart(first, answer, 2 * size, size) ? 0 : null;
    if (counted !== null) {
      const second = yield withQuery(base, { [name]: String(counted + 1), [limit]: String(page.rows.length) });
      const sign = counted === 0 ? 'page_from_zero' : 'page';
      return { ...known, pagination: 'page', parameters: { page: name, limit }, firstPage: counted, sign, second };
    }
    if (answer && goesOn(first, answer)) turns.set(name, answer);
  }
  for (const [name, third] of turns) {
    const found = yield* byFixedPage(first, name, third);
    if (found) return found;
  }
  return null;
}

/** `second`: what page 2 brought; where pages are counted from 0, page 1 is the one that follows. */
function* byFixedPage(first: FirstPage, name: string, second: ProbePage): Probing<FoundPaging | null> {
  const { base, page } = first;
  const fixedSize = page.rows.length;
  const found = { ...known, pagination: 'page', parameters: { page: name }, fixedSize } as const;
  const again = yield withQuery(base, { [name]: '1' });
  if (isPart(first, again, 0, fixedSize)) return { ...found, firstPage: 1, sign: 'page_fixed', second };
  const zeroth = yield withQuery(base, { [name]: '0' });
  const isCountedFromZero = again !== null && goesOn(first, again) && isPart(first, zeroth, 0, fixedSize);
  return isCountedFromZero ? { ...found, firstPage: 0, sign: 'page_fixed_from_zero', second: again } : null;
}

function* byOffset(first: FirstPage): Probing<FoundPaging | null> {
  const { base, page } = first;
  const size = sizeOf(page.rows);
  const all = String(page.rows.length);
  for (const [offset, limit] of OFFSETS) {
    const answer = yield withQuery(base, { [offset]: String(size + 1), [limit]: String(size) });
    if (!isPart(first, answer, size + 1, size)) continue;
    const second = yield withQuery(base, { [offset]: all, [limit]: all });
    return { ...known, pagination: 'offset', parameters: { offset, limit }, sign: 'offset', second };
  }
  return null;
}

/** Only where the rows come in the order of their key. */
function* byKey(first: FirstPage): Probing<FoundPaging | null> {
  const { base, page, key } = first;
  if (key === null) return null;
  const keys = page.rows.map(row => String(row[key]));
  const size = sizeOf(page.rows);
  if (size === 0 || keys.some((each, at) => at > 0 && compareKeys(keys[at - 1] ?? '', each) >= 0)) return null;
  for (const [after, limit] of KEYSETS) {
    const answer = yield withQuery(base, { [after]: keys[size - 1] ?? '', [limit]: String(size) });
    if (!isPart(first, answer, size, size)) continue;
    const second = yield withQuery(base, { [after]: keys.at(-1) ?? '', [limit]: String(keys.length) });
    return { ...known, pagination: 'keyset', parameters: { after, limit }, sign: 'keyset', second };
  }
  return null;
}

/** As many rows as can be asked for behind twice as many others; one row tells nothing. */
const sizeOf = (rows: readonly Row[]): number => (rows.length >= 6 ? 2 : rows.length >= 3 ? 1 : 0);

function isPart(first: FirstPage, answer: ProbePage | null, start: number, size: number): boolean {
  const wanted = namesOf(first, first.page.rows.slice(start, start + size));
  return answer !== null && namesOf(first, answer.rows).join('\n') === wanted.join('\n');
}

/** Other rows, and none that was there. */
function goesOn(first: FirstPage, answer: ProbePage): boolean {
  const there = new Set(namesOf(first, first.page.rows));
  return answer.rows.length > 0 && namesOf(first, answer.rows).every(name => !there.has(name));
}

/** By the key where there is one: other values may have changed between two answers. */
const namesOf = ({ key }: FirstPage, rows: readonly Row[]): string[] =>
  rows.map(row => (key === null ? rowText(row) : String(row[key])));

const rowText = (row: Row): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
