import { isFailure, type EventBrief, type HistoryBatch } from '../../src/model/history.ts';
import type { Problem } from '../../src/model/problem.ts';
import { addEvents, newTimeline, type Timeline } from '../../src/model/timeline.ts';
import type { TwinComparison } from '../../src/model/temporal/compareTwins.ts';
import type { RunSummary } from '../../src/model/view.ts';
import type { StageExplained } from '../../src/model/stageExplained.ts';
import type { HistorySource } from '../../src/protocol/history.ts';
import type { Loaded } from '../common/states.ts';

export type Form = 'compact' | 'full' | 'json' | 'twin';
export const FORMS: readonly Form[] = ['compact', 'full', 'json', 'twin'];

/** Only a page about two runs has the last one. */
export const formsOf = ({ twin }: Pick<State, 'twin'>): readonly Form[] =>
  FORMS.filter(form => form !== 'twin' || twin !== null);

/** The same input on the other back end. */
export interface TwinState {
  run: RunSummary;
  timeline: Timeline;
  /** So many of its events are here. */
  read: number;
  compared: Loaded<TwinComparison>;
}

export const topsAtStart = (): Record<Form, number> => ({ compact: 0, full: 0, json: 0, twin: 0 });

/** An event with its address. */
export type PageEvent = Omit<EventBrief, 'source'> & { readonly uri?: string };

/** Part of the time axis, in its places (see `timeAxis`). */
export interface Zoom {
  readonly from: number;
  readonly to: number;
}

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  /** The first answer. */
  head: Loaded<true>;
  run: RunSummary | null;
  place: string;
  readonly sources: Map<string, HistorySource>;
  /** Rises when a Source of them changes. */
  told: number;
  timeline: Timeline;
  events: PageEvent[];
  /** There were so many at the last answer; −1: nobody answered yet. */
  total: number;
  /** What makes the rest of the history unreadable. */
  fault: Problem | null;
  /** What the last act met. */
  failure: Problem | null;

  form: Form;
  /** Address of the picked row. */
  uri: string | null;
  /** Id of the picked event. */
  id: number | null;
  readonly opened: Set<number>;
  query: string;
  failedOnly: boolean;
  zoom: Zoom | null;
  /** Sticks to the newest event. */
  follow: boolean;
  /** How far each form is scrolled, px. */
  tops: Record<Form, number>;

  /** px: height of the list's window, height of a row, width of a lane. */
  room: number;
  rem: number;
  lane: number;
  /** Texts of events that were looked at. */
  readonly lines: Map<number, string>;
  /** Events whose text contains the query; `upTo` were looked through. */
  found: { readonly query: string; readonly ids: Set<number>; upTo: number };
  /** null: the page is about one run. */
  twin: TwinState | null;
  explained: { readonly uri: string; readonly loaded: Loaded<readonly StageExplained[]> } | null;
}

export const firstState = (): State => ({
  head: { state: 'waiting' },
  run: null,
  place: '',
  ...{ sources: new Map(), told: 0 },
  ...noEvents(),
  failure: null,
  ...{ form: 'compact', uri: null, id: null, opened: new Set(), query: '', failedOnly: false, zoom: null },
  ...{ follow: true, tops: topsAtStart(), room: 600, rem: 13, lane: 400 },
  lines: new Map(),
  found: { query: '', ids: new Set(), upTo: 0 },
  ...{ explained: null, twin: null },
});

/** Of a run whose journal is another one now. */
export const noEvents = (): Pick<State, 'timeline' | 'events' | 'total' | 'fault'> => ({
  ...{ timeline: newTimeline(), events: [], total: -1, fault: null },
});

export function takeBatch(state: State, batch: HistoryBatch): void {
  addEvents(state.timeline, batch);
  for (const { source, ...event } of batch.events) {
    const uri = source === undefined ? undefined : batch.uris[source];
    state.events.push(uri === undefined ? event : { ...event, uri });
  }
  state.total = batch.total;
  state.fault = batch.fault;
}

/** More are on their way. */
export const isReading = ({ events, total }: State): boolean => events.length < total;

/** Asked once a draw of every form: told anew only when what it depends on changed. */
export function memo<T>(): (deps: readonly unknown[], make: () => T) => T {
  let last: { deps: readonly unknown[]; value: T } | null = null;
  return (deps, make) => {
    if (last === null || deps.some((dep, at) => dep !== last?.deps[at])) last = { deps, value: make() };
    return last.value;
  };
}

/** Indexes of the events that the filter leaves; null: all. What was looked through is not looked through again. */
export function createEventFilter(): (state: State) => readonly number[] | null {
  let key = '';
  let left: number[] = [];
  let seen = 0;
  return state => {
    const { events, query, failedOnly, found } = state;
    const wanted = query.trim().toLowerCase();
    if (wanted === '' && !failedOnly) return null;
    const now = `${wanted}\n${failedOnly}\n${found.query}\n${found.ids.size}`;
    if (now !== key || seen > events.length) [key, left, seen] = [now, [], 0];
    for (; seen < events.length; seen += 1) {
      const event = events[seen]!;
      if (failedOnly && !isFailure(event)) continue;
      if (wanted === '' || saysSo(event, wanted) || (found.query === wanted && found.ids.has(event.id)))
        left.push(seen);
    }
    return left;
  };
}

const saysSo = ({ id, type, uri, activity, reason, mark }: PageEvent, wanted: string): boolean =>
  String(id) === wanted ||
  [type, uri, activity, reason?.code, mark].some(text => text !== undefined && text.toLowerCase().includes(wanted));

export interface Kept {
  readonly form: Form;
  readonly uri: string | null;
  readonly id: number | null;
  readonly opened: readonly number[];
  readonly query: string;
  readonly failedOnly: boolean;
  readonly zoom: Zoom | null;
  readonly follow: boolean;
  readonly tops: Record<Form, number>;
}

/** More open events than anyone opened by hand are not worth a message at each draw. */
const KEPT_OPEN = 200;

export const keptOf = (state: State): Kept => {
  const { form, uri, id, opened, query, failedOnly, zoom, follow, tops } = state;
  return { form, uri, id, opened: [...opened].slice(-KEPT_OPEN), query, failedOnly, zoom, follow, tops };
};

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What an earlier life of the page left, as far as it can be used. */
export function restore(state: State, kept: unknown): void {
  if (!isRecord(kept)) return;
  const { form, uri, id, opened, query, failedOnly, zoom, follow, tops } = kept;
  state.form = FORMS.find(known => known === form) ?? state.form;
  if (typeof uri === 'string') state.uri = uri;
  if (isNumber(id)) state.id = id;
  if (Array.isArray(opened)) for (const one of opened) if (isNumber(one)) state.opened.add(one);
  if (typeof query === 'string') state.query = query;
  if (typeof failedOnly === 'boolean') state.failedOnly = failedOnly;
  if (typeof follow === 'boolean') state.follow = follow;
  if (isRecord(zoom) && isNumber(zoom['from']) && isNumber(zoom['to']) && zoom['from'] < zoom['to'])
    state.zoom = { from: zoom['from'], to: zoom['to'] };
  if (isRecord(tops)) for (const one of FORMS) if (isNumber(tops[one])) state.tops[one] = tops[one];
}
