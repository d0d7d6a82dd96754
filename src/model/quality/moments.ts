import { parseDate, parseMoment, type Moment } from '../table/timeText.ts';

/** Our readers give nanoseconds too; a microsecond is fine enough for a bound and an age. */
const BEYOND_MICROS = /(\.\d{6})\d+/;

/** A date is its midnight; without a zone it is taken as UTC. Undefined for another text. */
export function momentOf(text: string): Moment | undefined {
  const days = parseDate(text);
  if (days !== undefined) return { seconds: days * 86_400, micros: 0, isZoned: false };
  return parseMoment(text) ?? parseMoment(text.replace(BEYOND_MICROS, '$1'));
}

export const compareMoments = (a: Moment, b: Moment): number => a.seconds - b.seconds || a.micros - b.micros;

/** Milliseconds since 1970. */
export const millisOf = ({ seconds, micros }: Moment): number => seconds * 1000 + micros / 1000;
