/** The practice API: made-up events of the practice site's town, in every style of pagination. */
import type { OutgoingHttpHeaders } from 'node:http';
import { createFaultBoard, type FaultBoard } from './faultBoard.ts';
import { findPage, headersOf, writeBody, writeRows } from './api/answerEvents.ts';
import { createEvents } from './api/events.ts';
import { createEventStore, type EventStore } from './api/eventStore.ts';
import { readId, readQuery, STYLES, writeId } from './api/query.ts';
import { openPracticeServer, type Exchange, type PracticeServer, type ServerOptions } from './practiceServer.ts';
import { sendJson } from './send.ts';

export interface PracticeApiOptions extends ServerOptions {
  /** How many events there are at the start; default 10,000. A million start as fast as one. */
  readonly rows?: number;
  /** Other rows for another seed; default 1. */
  readonly seed?: number;
}

export type PracticeApi = PracticeServer;

interface Api {
  readonly store: EventStore;
  readonly board: FaultBoard;
}

/**
 * Starts serving: `const api = await startPracticeApi({ rows: 500 })`, then read `${api.url}events/page?_page=1&_limit=100`
 * (also `/events/offset`, `/cursor`, `/keyset`, `/link`, with `start_date`, `end_date`, `since`, `after_id`, `big_ids=1`),
 * and `await api.close()`. The first id is 1001, the days are 2026-01-01 … 2026-03-31. Rows are the same in every
 * process. Problems: config `port_in_use`, `port_refused`, each with `host` and `port`.
 */
export async function startPracticeApi(options: PracticeApiOptions = {}): Promise<PracticeApi> {
  const store = createEventStore(createEvents(options.rows ?? 10_000, options.seed ?? 1));
  const board = createFaultBoard([]);
  const api: Api = { store, board };
  return openPracticeServer(options, { board, answer: exchange => answer(api, exchange) });
}

function answer(api: Api, exchange: Exchange): void {
  try {
    answerPath(api, exchange);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    sendJson(exchange.response, 400, { error: error.message });
  }
}

function answerPath(api: Api, exchange: Exchange): void {
  const [room, name, ...rest] = exchange.url.pathname.replace(/\/$/, '').slice(1).split('/');
  const style = STYLES.find(each => each === name);
  if (room === 'events' && rest.length === 0 && (name === undefined || style))
    return answerEvents(api, exchange, style);
  if (room === 'events' && rest.length === 0) return answerEvent(api, exchange, name ?? '');
  sendJson(exchange.response, 404, { error: `No ${exchange.url.pathname} here; / lists what there is.` });
}

function answerEvents({ store }: Api, exchange: Exchange, style: (typeof STYLES)[number] | undefined): void {
  const page = findPage(store, readQuery(style, exchange.url.searchParams));
  sendRows(exchange, writeBody(page, writeRows(store, page)), headersOf(page, exchange));
}

function answerEvent({ store }: Api, { response, url }: Exchange, id: string): void {
  const bigIds = url.searchParams.get('big_ids') === '1';
  const slot = readId(id, bigIds);
  if (slot === undefined || !store.has(slot)) return sendJson(response, 404, { error: `No event ${id}.` });
  sendRows({ response }, `{"id":${writeId(slot, bigIds)},${store.write(slot)}`);
}

function sendRows({ response }: Pick<Exchange, 'response'>, json: string, headers: OutgoingHttpHeaders = {}): void {
  const body = Buffer.from(json);
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(body);
}
