/** A date as a page writes it, to ISO 8601 with the precision it has; never a guess: what is not understood is null. */

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/i;
/** French order: day before month. */
const NUMERIC = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const SLASHED = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/;

export function readTime(text: string | null): string | null {
  const said = text?.trim() ?? '';
  const iso = ISO.exec(said);
  if (iso) return isoOf(iso);
  const compact = COMPACT.exec(said) ?? SLASHED.exec(said);
  if (compact) return dayOf(compact[1], compact[2], compact[3]);
  const numeric = NUMERIC.exec(said);
  if (numeric) return dayOf(numeric[3], numeric[2], numeric[1]);
  return null;
}

function isoOf([, year, month, date, hours, minutes, seconds, zone]: RegExpExecArray): string | null {
  const day = dayOf(year, month, date);
  if (day === null || hours === undefined || minutes === undefined) return day;
  if (Number(hours) > 24 || Number(minutes) > 59) return day;
  return `${day}T${hours}:${minutes}:${seconds ?? '00'}${zoneOf(zone)}`;
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
}

function dayOf(year = '', month = '', date = ''): string | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : null;
}
