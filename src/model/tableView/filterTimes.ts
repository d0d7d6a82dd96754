import { momentText, parseDate } from '../table/timeText.ts';

/** Texts of times that compare as the times do: from `start` on, and before `end`. */
export interface TimeSpan {
  readonly start: string;
  readonly end: string;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const TIMESTAMP =
  /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:(?<=-\d\d-\d\d)[Tt ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/;
/** Nanoseconds. */
const [SECOND, MINUTE, HOUR, DAY] = [1_000_000_000n, 60_000_000_000n, 3_600_000_000_000n, 86_400_000_000_000n];

/** The year, month or day that a text names; undefined for another text, and for what does not exist. */
export function dateSpan(text: string): TimeSpan | undefined {
  const days = daysOf(text);
  return days && spanOf(BigInt(days[0]) * DAY, BigInt(days[1]) * DAY);
}

/**
 * The same, and the hour, minute, second or part of one: `2026-11-05 10:15` is all of that minute. With an offset it is
 * brought to UTC, which is how instants are shown.
 */
export function momentSpan(text: string): TimeSpan | undefined {
  const found = TIMESTAMP.exec(text);
  if (!found) return undefined;
  const [, date = '', hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = found;
  const days = daysOf(date);
  if (!days || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const east = BigInt(offsetHours ?? 0) * HOUR + BigInt(offsetMinutes ?? 0) * MINUTE;
  const offset = sign === '-' ? -east : east;
  const within = BigInt(hour ?? 0) * HOUR + BigInt(minute ?? 0) * MINUTE + BigInt(second ?? 0) * SECOND;
  const start = BigInt(days[0]) * DAY + within + BigInt((fraction ?? '').padEnd(9, '0')) - offset;
  if (hour === undefined) return spanOf(start, BigInt(days[1]) * DAY - offset);
  const length = fraction ? 10n ** BigInt(9 - fraction.length) : second ? SECOND : minute ? MINUTE : HOUR;
  return spanOf(start, start + length);
}

/** The first day of what is named, and the one after its last; since 1970-01-01. */
function daysOf(text: string): readonly [number, number] | undefined {
  const [, year = '', month, day] = DATE.exec(text) ?? [];
  const first = parseDate(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (first === undefined) return undefined;
  if (day !== undefined) return [first, first + 1];
  const next = month === undefined ? [Number(year) + 1, 1] : following(Number(year), Number(month));
  const [nextYear = 0, nextMonth = 0] = next;
  const beyond = parseDate('9999-12-31') ?? 0;
  return [first, parseDate(`${padded(nextYear, 4)}-${padded(nextMonth, 2)}-01`) ?? beyond + 1];
}

const following = (year: number, month: number) => (month === 12 ? [year + 1, 1] : [year, month + 1]);
const padded = (number: number, length: number): string => String(number).padStart(length, '0');

const spanOf = (start: bigint, end: bigint): TimeSpan => ({ start: nanosText(start), end: nanosText(end) });

/** Midnight is its date alone: the beginning of the date's own text and of those of its moments. */
function nanosText(nanos: bigint): string {
  const text = comparableTime(momentText(nanos, { unit: 'nanos', isZoned: false }));
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text;
}

/** A date or moment as files' readers write it, so that the order of letters is that of times. */
export function comparableTime(text: string): string {
  // Years before 0 and after 9999 have a sign; what no calendar holds is a count of units.
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(0) < ZERO) return text.charCodeAt(0) === DASH ? '' : AFTER_ALL;
  return text.charCodeAt(text.length - 1) === ZONE ? text.slice(0, -1) : text;
}

const [DASH, ZERO, ZONE] = [45, 48, 90];
const AFTER_ALL = '~';
