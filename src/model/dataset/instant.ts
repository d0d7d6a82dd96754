import { isDay } from './days.ts';

/** A moment as a row has it: exact, however many digits its seconds have. */
export interface Moment {
  /** Whole seconds: since 1970 in UTC, or as if the clock on the wall showed UTC. */
  readonly seconds: number;
  /** Digits behind the point, without zeros at the end. */
  readonly fraction: string;
  /** False: no zone stands there, nobody knows when it was. */
  readonly isZoned: boolean;
}

/** RFC 3339, and ISO 8601 without a zone, to the minute at least; a space may stand for the T. */
const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:[.,](\d+))?)?(?:([Zz])|([+-])([01]\d|2[0-3]):?([0-5]\d)?)?$/;

/** Undefined when the text is no timestamp, or one that the calendar does not have. */
export function readMoment(text: string): Moment | undefined {
  const found = TIMESTAMP.exec(text);
  if (!found) return undefined;
  const [, day = '', hours, minutes, seconds = '0', fraction = '', zulu, sign, zoneHours = '0', zoneMinutes = '0'] =
    found;
  if (!isDay(day)) return undefined;
  const ahead = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -60 : 60);
  const clock = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return {
    seconds: Date.parse(`${day}T00:00:00Z`) / 1000 + clock - ahead,
    fraction: fraction.replace(/0+$/, ''),
    isZoned: zulu !== undefined || sign !== undefined,
  };
}

/** Negative, zero or positive. */
export function compareMoments(a: Moment, b: Moment): number {
  if (a.seconds !== b.seconds) return a.seconds - b.seconds;
  return a.fraction < b.fraction ? -1 : Number(a.fraction > b.fraction);
}

/** One text for one moment, whatever zone it was written in. */
export function momentText({ seconds, fraction, isZoned }: Moment): string {
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${text}${fraction === '' ? '' : `.${fraction}`}${isZoned ? 'Z' : ''}`;
}
