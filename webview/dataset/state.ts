import { calendarOf, monthsBetween, shiftDay, shiftMonth, type Calendar } from '../../src/model/dataset/calendar.ts';
import { isDay } from '../../src/model/dataset/days.ts';
import type { SchemasCompared } from '../../src/model/dataset/compareSchemas.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { DatasetOpened, DatasetWork, DayView, LettersDone, Simulation } from '../../src/protocol/dataset.ts';
import type { DeadLetterPage } from '../../src/protocol/datasets.ts';
import { newList, type ListState } from '../common/grid/list.ts';
import { WAITING, type Loaded } from '../common/states.ts';
import type { LetterRows } from './letterRows.ts';

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  opened: Loaded<DatasetOpened | null>;
  calendar: Calendar;
  works: readonly DatasetWork[];
  chosen: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  /** The day whose facts are shown. */
  date: string | null;
  day: Loaded<DayView> | null;
  /** `2026`; null: the newest. Where there are more months than a year has. */
  year: string | null;
  /** Months that are shown beside those of the dataset. */
  earlier: number;
  later: number;
  backwards: boolean;
  maxParallel: number;
  simulation: Loaded<Simulation> | null;
  /** Why the last thing that was asked for was not done. */
  failure: Problem | null;
  /** A backfill is being begun. */
  starting: boolean;
  letters: Loaded<DeadLetterPage>;
  /** Of `letters`, for the grid. */
  rows: LetterRows | null;
  list: ListState;
  /** A code. */
  reason: string | null;
  picked: ReadonlySet<string>;
  /** All that match the reason, on other pages too, are chosen, but for those that `picked` names. */
  allPicked: boolean;
  /** All of the letter that is looked at is shown. */
  isUnfolded: boolean;
  /** This page asked for it and was not answered yet. */
  replaying: boolean;
  done: LettersDone | null;
  schemas: Loaded<SchemasCompared> | null;
}

export const EMPTY: Calendar = { first: null, last: null, today: '1970-01-01', days: new Map() };

export const firstState = (): State => ({
  ...{ opened: WAITING, calendar: EMPTY, works: [], chosen: new Set<string>(), anchor: null, date: null, day: null },
  ...{ year: null, earlier: 0, later: 0, backwards: true, maxParallel: 1, simulation: null, failure: null },
  ...{ starting: false, letters: WAITING, rows: null, reason: null, picked: new Set<string>(), allPicked: false },
  ...{ list: newList(), isUnfolded: false, replaying: false, done: null, schemas: null },
});

export function calendarIn(opened: Loaded<DatasetOpened | null>): Calendar {
  if (opened.state !== 'here' || opened.value === null) return EMPTY;
  const { look, config } = opened.value;
  const asked = { startDate: config?.startDate ?? null, endDate: config?.endDate ?? null };
  return calendarOf(look.days, asked, look.today);
}

/** More months than this are shown a year at a time. */
const MOST_MONTHS = 12;

export interface Shown {
  readonly months: readonly string[];
  /** Empty: all months are shown. */
  readonly years: readonly string[];
  readonly year: string;
  readonly isLatest: boolean;
}

export function shownMonths({ calendar, year, earlier, later }: State): Shown {
  const { first, last, today } = calendar;
  // The day after the last one is where a load goes on.
  const end = last === null ? today : least(shiftDay(last, 1), today);
  const from = shiftMonth((first ?? today).slice(0, 7), -earlier);
  const to = least(shiftMonth(end.slice(0, 7), later), today.slice(0, 7));
  const months = monthsBetween(from, to);
  const isLatest = to === today.slice(0, 7);
  const years = [...new Set(months.map(month => month.slice(0, 4)))];
  const newest = years.at(-1) ?? '';
  if (months.length <= MOST_MONTHS) return { months, years: [], year: newest, isLatest };
  const chosen = year !== null && years.includes(year) ? year : newest;
  return { months: months.filter(month => month.startsWith(chosen)), years, year: chosen, isLatest };
}

const least = (a: string, b: string): string => (a < b ? a : b);

/** The day that takes the focus: the one that has it, else the first hole, else the newest day. */
export function focusedDay({ date, calendar }: State, { months }: Shown, holes: readonly string[]): string | null {
  const isShown = (day: string | null): day is string => day !== null && months.includes(day.slice(0, 7));
  const found = [date, holes.find(isShown) ?? null, calendar.last, calendar.first].find(isShown);
  return found ?? (months[0] === undefined ? null : `${months[0]}-01`);
}

/** Dead letters that are chosen, of those that match. */
export const countPicked = ({ picked, allPicked }: State, matching: number): number =>
  allPicked ? Math.max(0, matching - picked.size) : picked.size;

/** An earlier life of the page may have asked for it. */
export const isReplaying = ({ replaying, opened }: State): boolean =>
  replaying || (opened.state === 'here' && opened.value?.isReplaying === true);

export const isRunning = ({ status }: DatasetWork): boolean => status === 'RUNNING';

export interface Kept {
  readonly chosen: readonly string[];
  readonly date: string | null;
  readonly year: string | null;
  readonly backwards: boolean;
  readonly maxParallel: number;
  readonly reason: string | null;
}

export const keptOf = ({ chosen, date, year, backwards, maxParallel, reason }: State): Kept => ({
  ...{ chosen: [...chosen], date, year, backwards, maxParallel, reason },
});

/** What an earlier life of the page left, as far as it can be used. */
export function restored(kept: unknown): Partial<State> {
  if (typeof kept !== 'object' || kept === null) return {};
  // SAFETY: each member is checked below.
  const { chosen, date, year, backwards, maxParallel, reason } = kept as Partial<Record<keyof Kept, unknown>>;
  const isDate = (value: unknown): value is string => typeof value === 'string' && isDay(value);
  return {
    ...(Array.isArray(chosen) && { chosen: new Set(chosen.filter(isDate)) }),
    ...(isDate(date) && { date }),
    ...(typeof year === 'string' && { year }),
    ...(typeof backwards === 'boolean' && { backwards }),
    ...(typeof maxParallel === 'number' && { maxParallel }),
    ...(typeof reason === 'string' && { reason }),
  };
}
