import { FIRST_ID, lowerBound, type EventFilter, type Selection } from './eventStore.ts';

export const STYLES = ['page', 'offset', 'cursor', 'keyset', 'link'] as const;
export type Style = (typeof STYLES)[number];

/** What a request for events asks for. */
export interface EventQuery {
  readonly style: Style;
  readonly filter: EventFilter;
  readonly limit: number;
  /** Ids beyond 2^53. */
  readonly bigIds: boolean;
  /** Only rows behind this slot. */
  readonly after: number | undefined;
  /** As `after`, from the server's own token. */
  readonly cursor: number | undefined;
  /** Rows left out before the first. */
  readonly skip: number;
}

const USUAL_LIMIT = 100;
/** More is never sent in one answer, as real servers do; nothing says so but the number of rows. */
export const MOST_ROWS = 10_000;
/** Added to an id on `big_ids=1`. */
const BIG = 2n ** 53n;

/** Throws a RangeError with a sentence for a value that cannot be read. */
export function readQuery(given: Style | undefined, params: URLSearchParams): EventQuery {
  const style = given ?? guessStyle(params);
  const bigIds = params.get('big_ids') === '1';
  const limit = Math.min(MOST_ROWS, readWhole(params, ['_limit', 'limit'], { least: 1, usual: USUAL_LIMIT }));
  const page = style === 'page' ? readWhole(params, ['_page'], { least: 1, usual: 1 }) : 1;
  const offset = style === 'offset' ? readWhole(params, ['offset'], { least: 0, usual: 0 }) : 0;
  return {
    style,
    filter: {
      startDate: readDate(params, 'start_date'),
      endDate: readDate(params, 'end_date'),
      since: readSince(params),
    },
    limit,
    bigIds,
    after: readId(params.get('after_id'), bigIds),
    cursor: style === 'cursor' || style === 'link' ? readCursor(params.get('cursor')) : undefined,
    skip: (page - 1) * limit + offset,
  };
}

/** `/events` itself answers by the parameters it sees; without any, a list with a Link header. */
function guessStyle(params: URLSearchParams): Style {
  if (params.has('_page') || params.has('_limit')) return 'page';
  if (params.has('offset')) return 'offset';
  if (params.has('cursor')) return 'cursor';
  return params.has('after_id') ? 'keyset' : 'link';
}

/** The position of the first row asked for, and of the first that the request could have had. */
export function locate({ after, cursor, skip }: EventQuery, rows: Selection): { start: number; floor: number } {
  const behind = (slot: number | undefined): number =>
    slot === undefined ? 0 : lowerBound(rows.count, position => rows.at(position) > slot);
  const floor = behind(after);
  return { start: Math.max(floor, behind(cursor)) + skip, floor };
}

export const writeId = (slot: number, bigIds: boolean): string =>
  bigIds ? String(BIG + BigInt(FIRST_ID + slot)) : String(FIRST_ID + slot);

/** Opaque to clients: they must give it back as it is. */
export const writeCursor = (slot: number): string => Buffer.from(`after ${slot}`).toString('base64url');

/** The slot of an id; undefined when there is none. */
export function readId(text: string | null, bigIds: boolean): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^-?\d{1,30}$/.test(text)) throw new RangeError(`"${text}" is no id: ids are whole numbers.`);
  return Number(BigInt(text) - (bigIds ? BIG : 0n)) - FIRST_ID;
}

function readCursor(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const slot = /^after (-?\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString())?.[1];
  if (slot === undefined) throw new RangeError(`"${text}" is no cursor of this server.`);
  return Number(slot);
}

function readWhole(
  params: URLSearchParams,
  names: readonly string[],
  { least, usual }: { readonly least: number; readonly usual: number },
): number {
  const name = names.find(each => params.has(each));
  if (name === undefined) return usual;
  const text = params.get(name) ?? '';
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < least)
    throw new RangeError(`"${name}" must be a whole number from ${least}, not "${text}".`);
  return value;
}

function readDate(params: URLSearchParams, name: string): string | undefined {
  const text = params.get(name);
  if (text === null || text === '') return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  // 30 February is read as 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new RangeError(`"${name}" must be a date that exists, YYYY-MM-DD, not "${text}".`);
  return text;
}

/** A time without a zone is UTC. A `+` that was not written as `%2B` has become a space. */
function readSince(params: URLSearchParams): number | undefined {
  const text = params.get('since');
  if (text === null || text === '') return undefined;
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+ -]\d\d:\d\d)?)?$/i.exec(text);
  const [, date, clock = '00:00', zone = 'Z'] = parts ?? [];
  const time = Date.parse(`${date}T${clock}${zone.replace(' ', '+')}`);
  if (Number.isNaN(time)) throw new RangeError(`"since" must be a time, 2026-03-01T12:00:00Z, not "${text}".`);
  return time / 1000;
}
