import type { Reason } from '../problem.ts';
import { isExactDecimal, type Value } from '../table/value.ts';
import { isDay, isUtc } from './days.ts';
import { readMoment } from './instant.ts';
import { valueText } from './valueText.ts';

/** Counts of seconds, or of milliseconds, since 1970 that lie between 2001 and 2286; a smaller number is no time, but perhaps 20260131. */
const SECONDS = { from: 1e9, below: 1e10 };

export type DayOf = (value: Value | undefined) => { readonly day: string } | { readonly reason: Reason };

/** To which day a value of the date column belongs. An instant belongs to the day that `timeZone` had then. */
export function createDayOf(column: string, timeZone: string): DayOf {
  const dayOf = isUtc(timeZone) ? utcDayAt : createZonedDayAt(timeZone);
  const invalid = (value: Value) => ({
    reason: { code: 'row_date_invalid', params: { column, value: shown(value) } },
  });
  let last: { readonly day: string } | undefined;
  return value => {
    if (value === undefined || value === null || value === '')
      return { reason: { code: 'row_date_missing', params: { column } } };
    const day = typeof value === 'string' ? dayOfText(value, dayOf) : dayOfNumber(value, dayOf);
    // Rows of one day come together.
    if (day !== undefined && day === last?.day) return last;
    if (day === undefined || !isDay(day)) return invalid(value);
    return (last = { day });
  };
}

/** The day that a zone's calendars show. */
export const dayAt = (time: Date, timeZone: string): string =>
  isUtc(timeZone) ? time.toISOString().slice(0, 10) : zonedFormat(timeZone).format(time);

function dayOfText(text: string, dayOf: (seconds: number) => string): string | undefined {
  if (text.length === 10) return text;
  const moment = readMoment(text.trim());
  if (!moment) return undefined;
  return moment.isZoned ? dayOf(moment.seconds) : utcDayAt(moment.seconds);
}

function dayOfNumber(value: Value, dayOf: (seconds: number) => string): string | undefined {
  // Its whole part alone: a double would round it up into the next second.
  const number = isExactDecimal(value) ? Number(value.decimal.replace(/\..*/s, '')) : value;
  if (typeof number !== 'number') return undefined;
  if (number >= SECONDS.from && number < SECONDS.below) return dayOf(Math.floor(number));
  const isMillis = number >= SECONDS.from * 1000 && number < SECONDS.below * 1000;
  return isMillis ? dayOf(Math.floor(number / 1000)) : undefined;
}

const utcDayAt = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

const QUARTER = 900;

/** Sweden writes dates as ISO 8601 does. */
const zonedFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** Asking Intl takes a microsecond or two: a quarter of an hour that begins and ends in one day is asked for once. */
function createZonedDayAt(timeZone: string): (seconds: number) => string {
  const format = zonedFormat(timeZone);
  const ask = (seconds: number): string => format.format(seconds * 1000);
  const known = new Map<number, string | null>();
  return seconds => {
    const quarter = Math.floor(seconds / QUARTER);
    let day = known.get(quarter);
    if (day === undefined) {
      const first = ask(quarter * QUARTER);
      day = first === ask(quarter * QUARTER + QUARTER - 1) ? first : null;
      if (known.size > 100_000) known.clear();
      known.set(quarter, day);
    }
    return day ?? ask(seconds);
  };
}

/** The first characters: a message is no place for a whole document. */
function shown(value: Value): string {
  const text = typeof value === 'string' ? value : valueText(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
