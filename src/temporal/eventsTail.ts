import type { HistoryTail } from '../adapters/runs/historyTail.ts';
import type { JournalEvent } from '../model/event.ts';
import { briefEvent } from '../model/history.ts';

/** As of a journal (see `historyTail.ts`). */
const BATCH = 4000;
const LINE_LIMIT = 20_000;

/** Events in memory for a page that shows them; `read` brings all that there are now, in the same order each time. */
export function createEventsTail(read: () => Promise<readonly JournalEvent[]>): HistoryTail {
  let events: readonly JournalEvent[] = [];
  return {
    async refresh() {
      events = await read();
    },
    batch(from) {
      const uris: string[] = [];
      const places = new Map<string, number>();
      const placeOf = (uri: string): number => {
        const place = places.get(uri) ?? uris.push(uri) - 1;
        places.set(uri, place);
        return place;
      };
      const briefs = events.slice(from, from + BATCH).map(event => briefEvent(event, placeOf));
      return { events: briefs, uris, total: events.length, fault: null };
    },
    lines: async ids => ids.map(id => cut(lineOf(events[id - 1]))),
    find: async (text, from) => {
      const wanted = text.toLowerCase();
      return events.slice(from).flatMap(event => (lineOf(event).toLowerCase().includes(wanted) ? event.eventId : []));
    },
  };
}

const lineOf = (event: JournalEvent | undefined): string => (event ? JSON.stringify(event) : '');

const cut = (line: string): string => (line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line);
