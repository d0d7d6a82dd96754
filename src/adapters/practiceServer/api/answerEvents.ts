import type { OutgoingHttpHeaders } from 'node:http';
import type { Exchange } from '../practiceServer.ts';
import type { EventStore, Selection } from './eventStore.ts';
import { locate, writeCursor, writeId, type EventQuery } from './query.ts';

/** One answer, before it is sent. */
export interface EventPage {
  readonly query: EventQuery;
  /** The rows' slots, in their order. */
  readonly slots: readonly number[];
  /** The slot of the row before them, and of the first of all; undefined where there is none. */
  readonly before: number | undefined;
  readonly first: number | undefined;
  /** Gives the next page; null on the last one. */
  readonly next: string | null;
  /** Rows that the whole reading gives. */
  readonly total: number;
}

export function findPage(store: EventStore, query: EventQuery): EventPage {
  const rows = store.select(query.filter);
  const { start, floor } = locate(query, rows);
  const end = Math.min(rows.count, start + query.limit);
  const slots = takeSlots(rows, start, end);
  const last = slots.at(-1);
  const next = last === undefined || end === rows.count ? null : writeCursor(last);
  const atPosition = (position: number): number | undefined =>
    position >= 0 && position < rows.count ? rows.at(position) : undefined;
  return { query, slots, next, total: rows.count - floor, before: atPosition(start - 1), first: atPosition(floor) };
}

function takeSlots(rows: Selection, start: number, end: number): number[] {
  const slots: number[] = [];
  for (let position = start; position < end; position += 1) slots.push(rows.at(position));
  return slots;
}

/** A row as a fault makes it; `place` is its place in the answer, from 0. */
export type EditRow = (row: Readonly<Record<string, unknown>>, place: number) => object;

/** More than a generated row takes, ids beyond 2^53 included. */
const ROW_BYTES = 512;
/** Of one UTF-16 unit, at most. */
const UNIT_BYTES = 3;

/**
 * A list, or for cursors an object around it. Each row goes straight into the bytes that are sent: half the time of one
 * long string that is encoded in the end.
 */
export function writePage(store: EventStore, { slots, query, next }: EventPage, edit?: EditRow): Buffer {
  let bytes = Buffer.allocUnsafe((slots.length + 1) * ROW_BYTES);
  let end = 0;
  const add = (text: string): void => {
    const most = end + text.length * UNIT_BYTES;
    if (most > bytes.length) bytes = Buffer.concat([bytes.subarray(0, end)], 2 * most);
    end += bytes.write(text, end);
  };
  const [head, tail] =
    query.style === 'cursor' ? ['{"data":[', `],"next_cursor":${JSON.stringify(next)}}`] : ['[', ']'];
  add(head);
  for (const [place, slot] of slots.entries()) {
    const row = edit ? editText(store.write(slot), place, edit) : store.write(slot);
    add((place === 0 ? '{"id":' : ',{"id":') + writeId(slot, query.bigIds) + ',' + row);
  }
  add(tail);
  return bytes.subarray(0, end);
}

const editText = (text: string, place: number, edit: EditRow): string =>
  JSON.stringify(edit(JSON.parse(`{${text}`), place)).slice(1);

export function headersOf({ query, next, total }: EventPage, exchange: Exchange): OutgoingHttpHeaders {
  const link = query.style === 'link' && next !== null ? { Link: `<${writeNext(exchange, next)}>; rel="next"` } : {};
  return { 'X-Total-Count': String(total), ...link };
}

/** Whole, with all that was asked, as RFC 8288 has it. */
function writeNext({ request, url }: Exchange, cursor: string): string {
  const params = new URLSearchParams(url.searchParams);
  params.set('cursor', cursor);
  return `http://${request.headers.host ?? 'localhost'}/events/link?${params}`;
}
