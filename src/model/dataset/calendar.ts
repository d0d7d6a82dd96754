import type { Verdict } from '../quality/report.ts';
import { daysBetween } from './days.ts';

/** A day that something is known of, as a calendar needs it. */
export interface CalendarDay {
  readonly date: string;
  /** `unfinished`: there is something, and no `_SUCCESS` that fits it. */
  readonly state: 'done' | 'unfinished' | 'failed';
  /** Null: not known. */
  readonly rows: number | null;
  /** A code. */
  readonly error: string | null;
  /** Of the last validation; null: it was not validated as it stands. */
  readonly verdict: Verdict | null;
  /** Dead letters that belong to it. */
  readonly letters: number;
}

/** The days of a dataset. Dates are YYYY-MM-DD; both ends are inclusive and null where no day is known or asked for. */
export interface Calendar {
  readonly first: string | null;
  readonly last: string | null;
  /** In the dataset's time zone. */
  readonly today: string;
  readonly days: ReadonlyMap<string, CalendarDay>;
}

/** `empty`: done, and the API had no row. `before` and `after`: outside of what was asked for until now. */
export type DayStanding = 'done' | 'empty' | 'missing' | 'unfinished' | 'failed' | 'before' | 'after' | 'future';

/** What a configuration asks for, each where it says so. */
export interface AskedDays {
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** From the first day that is known or asked for to the last one; a day that has not come yet is asked for in vain. */
export function calendarOf(known: readonly CalendarDay[], asked: AskedDays, today: string): Calendar {
  const dates = [...known.map(({ date }) => date), ...[asked.startDate, asked.endDate].filter(day => day !== null)]
    .filter(date => date <= today)
    .sort();
  return {
    first: dates[0] ?? null,
    last: dates.at(-1) ?? null,
    today,
    days: new Map(known.map(day => [day.date, day])),
  };
}

export function standingOf(date: string, { first, last, today, days }: Calendar): DayStanding {
  const day = days.get(date);
  if (day) return day.state === 'done' && day.rows === 0 ? 'empty' : day.state;
  if (date > today) return 'future';
  if (first === null || last === null || date > last) return 'after';
  return date < first ? 'before' : 'missing';
}

/** What is left to do: days that are missing, torn or failed, in their order. */
export const holesOf = (calendar: Calendar): readonly string[] =>
  rangeOf(calendar).filter(date => isHole(standingOf(date, calendar)));

export const isHole = (standing: DayStanding): boolean =>
  standing === 'missing' || standing === 'unfinished' || standing === 'failed';

/** Every day of it. */
export const rangeOf = ({ first, last }: Calendar): readonly string[] =>
  first === null || last === null ? [] : daysBetween(first, last);

export type StandingCounts = Readonly<Partial<Record<DayStanding, number>>>;

export function countStandings(dates: readonly string[], calendar: Calendar): StandingCounts {
  const counts: Partial<Record<DayStanding, number>> = {};
  for (const date of dates) {
    const standing = standingOf(date, calendar);
    counts[standing] = (counts[standing] ?? 0) + 1;
  }
  return counts;
}

/** The newest day that is done; null: none is. */
export const newestDone = (calendar: Calendar): string | null =>
  rangeOf(calendar).findLast(date => ['done', 'empty'].includes(standingOf(date, calendar))) ?? null;

/** Months as `2026-03`, both inclusive. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = shiftMonth(month, 1)) months.push(month);
  return months;
}

export const shiftMonth = (month: string, by: number): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + by, 1)).toISOString().slice(0, 7);

/**
 * A month by weeks; null where a week belongs to its neighbours.
 * @param weekStart 1: Monday … 7: Sunday
 */
export function weeksOf(month: string, weekStart: number): (string | null)[][] {
  const days = daysBetween(`${month}-01`, lastOf(month));
  const cells: (string | null)[] = [...Array<null>(placeInWeek(`${month}-01`, weekStart)).fill(null), ...days];
  const weeks: (string | null)[][] = [];
  for (let at = 0; at < cells.length; at += 7)
    weeks.push(Array.from({ length: 7 }, (_, place) => cells[at + place] ?? null));
  return weeks;
}

/** From 0. */
function placeInWeek(date: string, weekStart: number): number {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return (weekday - weekStart + 7) % 7;
}

const lastOf = (month: string): string => shiftDay(`${shiftMonth(month, 1)}-01`, -1);

export const shiftDay = (date: string, by: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** Where a key leads in a calendar; undefined for any other key. */
export function stepDay(date: string, key: string, weekStart: number): string | undefined {
  const place = placeInWeek(date, weekStart);
  switch (key) {
    case 'ArrowLeft':
      return shiftDay(date, -1);
    case 'ArrowRight':
      return shiftDay(date, 1);
    case 'ArrowUp':
      return shiftDay(date, -7);
    case 'ArrowDown':
      return shiftDay(date, 7);
    case 'Home':
      return shiftDay(date, -place);
    case 'End':
      return shiftDay(date, 6 - place);
    case 'PageUp':
      return sameDayOf(date, -1);
    case 'PageDown':
      return sameDayOf(date, 1);
    default:
      return undefined;
  }
}

/** In another month, or its last day where it is shorter. */
function sameDayOf(date: string, months: number): string {
  const month = shiftMonth(date.slice(0, 7), months);
  const last = lastOf(month);
  const same = `${month}-${date.slice(8)}`;
  return same < last ? same : last;
}
