import type { ServerResponse } from 'node:http';
import type { FaultBoard, FaultKind } from '../faultBoard.ts';
import { cutBody, httpDateIn, sendJson, sendText } from '../send.ts';
import type { EditRow, EventPage } from './answerEvents.ts';
import { API_FAULTS, type ApiFaultName } from './faultCatalogue.ts';
import type { EventStore } from './eventStore.ts';
import { JSON_TYPE } from './sendRows.ts';
import { writeCursor, type EventQuery, type Style } from './query.ts';

/** How a fault works: each hook spoils one step of an answer. `amount` is in the unit of its kind. */
export interface ApiFault {
  /** Only requests in these styles show it. */
  readonly styles?: readonly Style[];
  /** Answers instead of the rows. */
  readonly refuse?: (response: ServerResponse, amount: number) => void;
  readonly ask?: (query: EventQuery, amount: number) => EventQuery;
  readonly page?: (page: EventPage) => EventPage;
  /** A row comes without its id. */
  readonly row?: EditRow;
  /** `go` sends the answer as it should be. */
  readonly send?: (response: ServerResponse, body: Buffer, amount: number, go: () => void) => void;
  /** What happens to the rows once they are sent. */
  readonly after?: (store: EventStore, page: EventPage) => void;
}

const NEXT_PAGE_BY_TOKEN: readonly Style[] = ['cursor', 'link'];

const FAULTS: Readonly<Record<ApiFaultName, ApiFault>> = {
  too_many_requests: {
    refuse: (response, seconds) => tellToWait(response, String(seconds)),
  },
  too_many_requests_date: {
    refuse: (response, seconds) => tellToWait(response, httpDateIn(seconds)),
  },
  server_error: {
    refuse: response => sendJson(response, 500, { error: 'Something broke here.' }),
  },
  unauthorized: {
    refuse: response => {
      response.setHeader('WWW-Authenticate', 'Bearer');
      sendJson(response, 401, { error: 'The key has expired.' });
    },
  },
  cut_body: {
    send: (response, body) => cutBody(response, JSON_TYPE, body),
  },
  slow: {
    send: (response, _body, seconds, go) => {
      const timer = setTimeout(go, seconds * 1000);
      response.once('close', () => clearTimeout(timer));
    },
  },
  html_instead_of_json: {
    refuse: response => sendText(response, 200, SIGN_IN_PAGE, 'text/html; charset=utf-8'),
  },
  not_a_list: {
    refuse: response => sendJson(response, 200, { message: 'The export is being prepared.', ready: false }),
  },
  page_cap: {
    ask: capPage,
  },
  same_cursor: {
    styles: NEXT_PAGE_BY_TOKEN,
    page: page => ({ ...page, next: writeCursor(page.query.cursor ?? (page.slots[0] ?? 0) - 1) }),
  },
  duplicate_ids: {
    page: page => ({ ...page, slots: [...[page.before ?? page.slots[0] ?? []].flat(), ...page.slots] }),
  },
  insert_while_paging: {
    after: insertBefore,
  },
  delete_while_paging: {
    after: (store, { first }) => first !== undefined && store.remove(first),
  },
  schema_drift_appears: {
    row: (row, place) => ({ ...row, vehicle: `V-${100 + (place % 41)}` }),
  },
  schema_drift_type: {
    row: row => ({ ...row, passengers: row['passengers'] === null ? 'n/a' : String(row['passengers']) }),
  },
  schema_drift_vanishes: {
    row: ({ note: _gone, ...row }) => row,
  },
  bad_record: {
    row: (row, place) =>
      place === 0 ? { ...row, occurred_at: '2026-02-30T12:00:00+01:00', event_date: '2026-02-30' } : row,
  },
};

/** A fault and its amount, for one request. */
export interface Spoiler {
  readonly fault: ApiFault;
  readonly amount: number;
}

export function findFault(name: string, amount?: number): Spoiler | undefined {
  const kind: (FaultKind & { readonly name: ApiFaultName }) | undefined = API_FAULTS.find(each => each.name === name);
  return kind && { fault: FAULTS[kind.name], amount: amount ?? kind.amount?.usual ?? 0 };
}

/** The fault that spoils this request, counted down; one that could not show there waits for another request. */
export function takeFault(board: FaultBoard, path: string, canShow: (fault: ApiFault) => boolean): Spoiler | undefined {
  const taken = board.take(path, name => {
    const found = findFault(name);
    return found !== undefined && canShow(found.fault);
  });
  return taken && findFault(taken.name, taken.amount);
}

function tellToWait(response: ServerResponse, retryAfter: string): void {
  response.setHeader('Retry-After', retryAfter);
  sendJson(response, 429, { error: 'Too many requests.' });
}

/** Page numbers count in pages as long as they are sent. */
function capPage(query: EventQuery, most: number): EventQuery {
  const limit = Math.max(1, Math.min(query.limit, most));
  return { ...query, limit, skip: query.style === 'page' ? (query.skip / query.limit) * limit : query.skip };
}

/** Of the day that is being read, so that a reading of one day meets it too. */
function insertBefore(store: EventStore, { slots }: EventPage): void {
  const { occurred_at, event_date } = JSON.parse(`{${store.write(slots[0] ?? 0)}`);
  store.insert({ occurred_at, event_date, note: 'Came late.' }, 'start');
}

const SIGN_IN_PAGE =
  '<!doctype html><html lang="en"><title>Sign in</title><h1>Sign in</h1><p>Your session has ended.</p></html>';
