/** The practice API: made-up events of the practice site's town, in every style of pagination. */
import { findPage, headersOf, writePage } from './api/answerEvents.ts';
import { changeRows, createChanges, type Changed } from './api/changes.ts';
import { createEvents } from './api/events.ts';
import { createEventStore, type EventStore } from './api/eventStore.ts';
import { API_FAULTS } from './api/faultCatalogue.ts';
import { findFault, takeFault, type ApiFault, type Spoiler } from './api/faults.ts';
import { sendIndex } from './api/indexPage.ts';
import { findPosts } from './api/posts.ts';
import { readId, readQuery, STYLES, writeId, type Style } from './api/query.ts';
import { sendRows } from './api/sendRows.ts';
import { createFaultBoard, type FaultBoard } from './faultBoard.ts';
import { openPracticeServer, type Exchange, type PracticeServer, type ServerOptions } from './practiceServer.ts';
import { sendJson } from './send.ts';

export interface PracticeApiOptions extends ServerOptions {
  /** How many events there are at the start; default 10,000. A million start as fast as one. */
  readonly rows?: number;
  /** Other rows for another seed; default 1. */
  readonly seed?: number;
}

export interface PracticeApi extends PracticeServer {
  /** As `POST /_changes`. Throws a RangeError with a sentence for changes that make no sense. */
  change(changes: unknown): Changed;
}

interface Api {
  readonly store: EventStore;
  readonly board: FaultBoard;
}

/** A request on its way to an answer; the fault is what spoils it, if any does. */
interface Visit extends Exchange {
  /** As asked, without what makes an address always faulty. */
  readonly path: string;
  take(canShow: (fault: ApiFault) => boolean): Spoiler | undefined;
}

/**
 * Starts serving: `const api = await startPracticeApi({ rows: 500 })`, then read `${api.url}events/page?_page=1&_limit=100`
 * (also `/events/offset`, `/cursor`, `/keyset`, `/link`, with `start_date`, `end_date`, `since`, `after_id`, `big_ids=1`),
 * spoil the next two answers with `api.faults.set('server_error', 2)` (api/faultCatalogue.ts lists them), change rows by
 * `api.change({ update: 10 })` (`POST /_changes` with the token), and `await api.close()`. The first id is 1001, the days are
 * 2026-01-01 … 2026-03-31. Rows are the same in every process. Problems: config `port_in_use`, `port_refused`, each with
 * `host` and `port`.
 */
export async function startPracticeApi(options: PracticeApiOptions = {}): Promise<PracticeApi> {
  const store = createEventStore(createEvents(options.rows ?? 10_000, options.seed ?? 1));
  const board = createFaultBoard(API_FAULTS);
  const api: Api = { store, board };
  const server = await openPracticeServer(options, {
    board,
    answer: exchange => answer(api, exchange),
    actions: { '/_changes': createChanges(store) },
  });
  return { ...server, change: changes => changeRows(store, changes) };
}

function answer(api: Api, exchange: Exchange): void {
  try {
    answerPath(api, visit(api, exchange));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    sendJson(exchange.response, 400, { error: error.message });
  }
}

/** `/_fault/NAME/events/page` is always faulty, so that a configuration can name such an API without a switch. */
function visit(api: Api, exchange: Exchange): Visit {
  const [, name, rest] = /^\/_fault\/([^/]+)(\/.*)$/.exec(exchange.url.pathname) ?? [];
  const always = name === undefined ? undefined : findFault(name);
  const path = ((always && rest) ?? exchange.url.pathname).replace(/(?<=.)\/$/, '');
  return {
    ...exchange,
    path,
    take: canShow => {
      if (exchange.request.method !== 'GET') return undefined;
      if (!always) return takeFault(api.board, path, canShow);
      return canShow(always.fault) ? always : undefined;
    },
  };
}

function answerPath(api: Api, visit: Visit): void {
  const [room, name, ...rest] = visit.path.slice(1).split('/');
  const style = STYLES.find(each => each === name);
  if (visit.path === '/') return sendIndex(visit, api.store);
  if (visit.path === '/posts') return answerPosts(visit);
  if (room === 'events' && rest.length === 0 && (name === undefined || style)) return answerEvents(api, visit, style);
  if (room === 'events' && rest.length === 0) return answerEvent(api, visit, name ?? '');
  sendJson(visit.response, 404, { error: `No ${visit.url.pathname} here; / lists what there is.` });
}

function answerEvents({ store }: Api, visit: Visit, given: Style | undefined): void {
  const asked = readQuery(given, visit.url.searchParams);
  const spoiler = visit.take(({ styles }) => styles?.includes(asked.style) ?? true);
  const { fault, amount = 0 } = spoiler ?? {};
  if (fault?.refuse) return fault.refuse(visit.response, amount);
  const found = findPage(store, fault?.ask?.(asked, amount) ?? asked);
  const page = fault?.page?.(found) ?? found;
  const body = writePage(store, page, fault?.row);
  const headers = headersOf(page, visit);
  send(visit, spoiler, body, () => sendRows(visit.response, body, headers));
  fault?.after?.(store, page);
}

function answerPosts(visit: Visit): void {
  const spoiler = visit.take(({ refuse, send: sends }) => Boolean(refuse ?? sends));
  if (spoiler?.fault.refuse) return spoiler.fault.refuse(visit.response, spoiler.amount);
  const body = Buffer.from(JSON.stringify(findPosts(visit.url.searchParams)));
  send(visit, spoiler, body, () => sendRows(visit.response, body));
}

function send({ response }: Visit, spoiler: Spoiler | undefined, body: Buffer, go: () => void): void {
  if (!spoiler?.fault.send) return go();
  spoiler.fault.send(response, body, spoiler.amount, go);
}

function answerEvent({ store }: Api, { response, url }: Visit, id: string): void {
  const bigIds = url.searchParams.get('big_ids') === '1';
  const slot = readId(id, bigIds);
  if (slot === undefined || !store.has(slot)) return sendJson(response, 404, { error: `No event ${id}.` });
  sendRows(response, Buffer.from(`{"id":${writeId(slot, bigIds)},${store.write(slot)}`));
}
