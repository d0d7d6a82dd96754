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

/** One string that grows: at 1,000 rows a page many times as fast as objects and JSON.stringify. */
export function writeRows(store: EventStore, { slots, query }: EventPage, edit?: EditRow): string {
  let text = '';
  for (const [place, slot] of slots.entries()) {
    const row = edit ? editText(store.write(slot), place, edit) : store.write(slot);
    text += (place === 0 ? '{"id":' : ',{"id":') + writeId(slot, query.bigIds) + ',' + row;
  }
  return `[${text}]`;
}

const editText = (text: string, place: number, edit: EditRow): string =>
  JSON.stringify(edit(JSON.parse(`{${text}`), place)).slice(1);

/** A list, or for cursors an object around it. */
export const writeBody = ({ query, next }: EventPage, rows: string): string =>
  query.style === 'cursor' ? `{"data":${rows},"next_cursor":${JSON.stringify(next)}}` : rows;

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
