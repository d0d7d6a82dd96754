import type { ServerAction } from '../answerAction.ts';
import type { EventPatch, EventStore } from './eventStore.ts';
import { readId, writeId } from './query.ts';

/** A number: so many rows, chosen by the server; a list: these. */
interface Changes {
  readonly insert: readonly EventPatch[];
  readonly update: readonly { readonly slot: number; readonly patch: EventPatch }[];
  readonly remove: readonly number[];
}

const MOST = 10_000;
const EVERYTHING = { startDate: undefined, endDate: undefined, since: undefined };

/** Ids of what was changed, and how many rows there are now. */
export interface Changed {
  readonly inserted: readonly number[];
  readonly updated: readonly number[];
  readonly deleted: readonly number[];
  /** `updated_at` of what was inserted or updated without one of its own; null after a reset. */
  readonly updated_at: string | null;
  readonly rows: number;
}

/**
 * `{"insert", "update", "delete"}`, each a number of rows or a list (of columns; of columns with the id; of ids), or
 * `{"reset": true}`. All or nothing: a list with one fault changes nothing. Throws a RangeError with a sentence.
 */
export function changeRows(store: EventStore, body: unknown): Changed {
  const { insert, update, delete: remove, reset } = readObject(body);
  if (reset !== true) {
    const updates = readUpdates(store, update);
    const updated = updates.map(({ slot }) => slot);
    return apply(store, { insert: readInserts(insert), update: updates, remove: readRemovals(store, remove, updated) });
  }
  store.reset();
  return { inserted: [], updated: [], deleted: [], updated_at: null, rows: countRows(store) };
}

export const createChanges = (store: EventStore): ServerAction => ({
  read: () => ({ rows: countRows(store) }),
  act: body => changeRows(store, body),
});

function apply(store: EventStore, { insert, update, remove }: Changes): Changed {
  const time = store.tick();
  const inserted = insert.map(patch => store.insert(patch));
  for (const { slot, patch } of update) store.update(slot, patch);
  for (const slot of remove) store.remove(slot);
  const ids = (slots: readonly number[]): number[] => slots.map(slot => Number(writeId(slot, false)));
  const updated = ids(update.map(({ slot }) => slot));
  return { inserted: ids(inserted), updated, deleted: ids(remove), updated_at: time, rows: countRows(store) };
}

const countRows = (store: EventStore): number => store.select(EVERYTHING).count;

function readInserts(given: unknown): readonly EventPatch[] {
  if (typeof given === 'number') return Array.from({ length: readCount(given, 'insert') }, () => ({}));
  return readList(given, 'insert').map(item => {
    const patch = readObject(item);
    if ('id' in patch) throw new RangeError('"insert": the server gives the id.');
    return patch;
  });
}

function readUpdates(store: EventStore, given: unknown): Changes['update'] {
  if (typeof given === 'number') {
    return spread(store, readCount(given, 'update')).map(slot => ({ slot, patch: correct(store, slot) }));
  }
  return readList(given, 'update').map(item => {
    const { id, ...patch } = readObject(item);
    return { slot: findSlot(store, id), patch };
  });
}

function readRemovals(store: EventStore, given: unknown, updated: readonly number[]): readonly number[] {
  if (typeof given === 'number') return spread(store, readCount(given, 'delete'), updated);
  return readList(given, 'delete').map(id => findSlot(store, id));
}

/** So many rows at equal distances, `without` left out. */
function spread(store: EventStore, count: number, without: readonly number[] = []): number[] {
  const rows = store.select(EVERYTHING);
  const taken = new Set(without);
  const chosen = Math.min(count, rows.count - taken.size);
  return Array.from({ length: chosen }, (_, index) => {
    let position = Math.floor(((index + 0.5) * rows.count) / chosen);
    while (taken.has(rows.at(position))) position = (position + 1) % rows.count;
    taken.add(rows.at(position));
    return rows.at(position);
  });
}

/** A correction as the network sends it: never the value that was there. */
function correct(store: EventStore, slot: number): EventPatch {
  const { delay_minutes: delay } = readObject(JSON.parse(`{${store.write(slot)}`));
  return { delay_minutes: typeof delay === 'number' ? delay + 1 : 0, note: 'Corrected.' };
}

function findSlot(store: EventStore, id: unknown): number {
  const slot = typeof id === 'number' && Number.isSafeInteger(id) ? readId(String(id), false) : undefined;
  if (slot === undefined || !store.has(slot))
    throw new RangeError(`There is no row with the id ${JSON.stringify(id)}.`);
  return slot;
}

function readCount(count: number, name: string): number {
  if (!Number.isInteger(count) || count < 0 || count > MOST)
    throw new RangeError(`"${name}" must be a list or a whole number from 0 to ${MOST}.`);
  return count;
}

function readList(given: unknown, name: string): readonly unknown[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new RangeError(`"${name}" must be a list or a whole number from 0 to ${MOST}.`);
  return given;
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError('Send objects: {"update": 10}, {"insert": [{"note": "…"}]}, {"reset": true}.');
  return value as Readonly<Record<string, unknown>>; // SAFETY: an object; whoever takes a member checks it.
}
