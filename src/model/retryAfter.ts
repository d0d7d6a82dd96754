/** setTimeout's longest, about 24.8 days: no server's wish may overflow it. */
const LONGEST_MS = 2_147_483_647;

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const TIME = String.raw`(\d{2}):(\d{2}):(\d{2})`;
/** RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, and the two that a reader must still know. */
const FIXED = new RegExp(String.raw`^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) ${TIME} GMT$`);
const RFC850 = new RegExp(String.raw`^[A-Z][a-z]{5,8}, (\d{2})-([A-Z][a-z]{2})-(\d{2}) ${TIME} GMT$`);
const ASCTIME = new RegExp(String.raw`^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) ${TIME} (\d{4})$`);

/**
 * What a Retry-After header asks us to wait, in milliseconds (RFC 9110 section 10.2.3).
 * The past is 0; garbage is undefined, as if there were no header.
 */
export function parseRetryAfter(value: string | null | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  const time = parseHttpDate(text, now);
  return time === undefined ? undefined : Math.min(Math.max(time - now.getTime(), 0), LONGEST_MS);
}

/** Milliseconds since 1970. `now` decides the century of a two-digit year. */
function parseHttpDate(text: string, now: Date): number | undefined {
  const fixed = FIXED.exec(text)?.slice(1);
  if (fixed) return toTime(fixed);
  const [day, month, shortYear, ...time850] = RFC850.exec(text)?.slice(1) ?? [];
  if (day && month && shortYear) return toTime([day, month, fullYear(Number(shortYear), now), ...time850]);
  const [monthC, dayC, hour, minute, second, year] = ASCTIME.exec(text)?.slice(1) ?? [];
  return toTime([dayC, monthC, year, hour, minute, second]);
}

/** A year that looks more than 50 years ahead is the last one before with these digits. */
function fullYear(short: number, now: Date): string {
  const year = now.getUTCFullYear();
  const full = year - (year % 100) + short;
  return String(full > year + 50 ? full - 100 : full);
}

function toTime([day, month = '', year, ...time]: readonly (string | undefined)[]): number | undefined {
  const index = month === '' ? -1 : MONTHS.indexOf(month);
  const [hour, minute, second] = time.map(Number);
  if (index % 3 !== 0 || hour === undefined || minute === undefined || second === undefined) return undefined;
  // 60 is a leap second.
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(Date.UTC(Number(year), index / 3, Number(day), hour, minute, second));
  return date.getUTCMonth() === index / 3 || second === 60 ? date.getTime() : undefined;
}
