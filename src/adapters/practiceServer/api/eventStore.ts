import type { Events } from './events.ts';

/** Ids below the first are kept free for rows that are inserted before it. */
export const FIRST_ID = 1001;

/** Rows in the order of their ids: a list without the list. */
export interface Selection {
  readonly count: number;
  /** The slot of the row at a position from 0. */
  at(position: number): number;
}

export interface EventFilter {
  /** YYYY-MM-DD, both inclusive. */
  readonly startDate: string | undefined;
  readonly endDate: string | undefined;
  /** Seconds since 1970, inclusive. */
  readonly since: number | undefined;
}

/** Values of an event's columns; every column may be set, to any value. */
export type EventPatch = Readonly<Record<string, unknown>>;

/** The generated events and, over them, what was changed since: in memory, the same for the same changes. */
export interface EventStore {
  select(filter: EventFilter): Selection;
  has(slot: number): boolean;
  /** Without its id, ready to stand behind it. */
  write(slot: number): string;
  /** Returns its slot. `start`: before all others. */
  insert(patch: EventPatch, place?: 'start' | 'end'): number;
  update(slot: number, patch: EventPatch): void;
  remove(slot: number): void;
  /** What is changed from now on is a minute younger; returns that time. */
  tick(): string;
  reset(): void;
}

interface ChangedRow {
  readonly text: string;
  readonly date: string;
  readonly updated: number;
}

/** Later than every generated change. */
const FIRST_CHANGE = Date.UTC(2026, 3, 8, 6);
const KEPT_SELECTIONS = 8;

export function createEventStore(events: Events): EventStore {
  /** null: deleted. */
  const changed = new Map<number, ChangedRow | null>();
  const selections = new Map<string, Selection>();
  let minutes = 0;
  let [first, end] = [0, events.count];
  const now = (): string => new Date(FIRST_CHANGE + minutes * 60_000).toISOString().replace('.000', '');
  const write = (slot: number): string => changed.get(slot)?.text ?? events.write(slot);
  const put = (slot: number, row: ChangedRow | null): void => {
    changed.set(slot, row);
    selections.clear();
  };
  const patched = (slot: number, patch: EventPatch): ChangedRow =>
    readRow({ ...JSON.parse(`{${write(slot)}`), updated_at: now(), ...patch });
  return {
    select: filter => {
      const key = JSON.stringify(filter);
      const found = selections.get(key) ?? select(events, changed, filter);
      if (selections.size === KEPT_SELECTIONS) selections.clear();
      selections.set(key, found);
      return found;
    },
    has: slot => slot >= first && slot < end && changed.get(slot) !== null,
    write,
    insert: (patch, place = 'end') => {
      const slot = place === 'end' ? end++ : --first;
      put(slot, patched(slot, patch));
      return slot;
    },
    update: (slot, patch) => put(slot, patched(slot, patch)),
    remove: slot => put(slot, null),
    tick: () => {
      minutes += 1;
      return now();
    },
    reset: () => {
      [first, end, minutes] = [0, events.count, 0];
      changed.clear();
      selections.clear();
    },
  };
}

function readRow(row: Record<string, unknown>): ChangedRow {
  const { event_date: date, updated_at: updated } = row;
  return {
    text: JSON.stringify(row).slice(1),
    date: typeof date === 'string' ? date : '',
    updated: typeof updated === 'string' ? Date.parse(updated) / 1000 : Number.NaN,
  };
}

function select(events: Events, changed: ReadonlyMap<number, ChangedRow | null>, filter: EventFilter): Selection {
  const { startDate, endDate, since } = filter;
  const from = startDate === undefined ? 0 : lowerBound(events.count, slot => events.dateOf(slot) >= startDate);
  const to = endDate === undefined ? events.count : lowerBound(events.count, slot => events.dateOf(slot) > endDate);
  if (changed.size === 0 && since === undefined) {
    return { count: Math.max(0, to - from), at: position => from + position };
  }
  const slots: number[] = [];
  for (let slot = from; slot < to; slot += 1) {
    if (!changed.has(slot) && (since === undefined || events.updatedAt(slot) >= since)) slots.push(slot);
  }
  for (const [slot, row] of changed) if (row && holds(row, filter)) slots.push(slot);
  const sorted = Int32Array.from(slots).sort();
  return { count: sorted.length, at: position => sorted[position]! };
}

const holds = ({ date, updated }: ChangedRow, { startDate = '', endDate = '~', since }: EventFilter): boolean =>
  date >= startDate && date <= endDate && (since === undefined || updated >= since);

/** The first position from which on the test holds; `count` when it never does. */
export function lowerBound(count: number, test: (position: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
