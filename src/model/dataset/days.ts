const DAY_MS = 86_400_000;

/** A day that the calendar has, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Node reads 2026-02-30 as the 2nd of March.
  return !Number.isNaN(time) && dayAt(time) === text;
}

/** The days from the first to the last, both inclusive; none when the last comes first. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  const end = Date.parse(`${last}T00:00:00Z`);
  for (let time = Date.parse(`${first}T00:00:00Z`); time <= end; time += DAY_MS) days.push(dayAt(time));
  return days;
}

/** In UTC, where all days have 24 hours. */
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * The days to ask an API for when it understands days as those of UTC, and ours are those of another zone: one more at
 * either end. Without them, replacing the first or last day would lose the hours by which the zones differ.
 */
export function askedRange(first: string, last: string, timeZone: string): { first: string; last: string } {
  if (isUtc(timeZone)) return { first, last };
  return { first: shifted(first, -DAY_MS), last: shifted(last, DAY_MS) };
}

const shifted = (day: string, by: number): string => dayAt(Date.parse(`${day}T00:00:00Z`) + by);

export const isUtc = (timeZone: string): boolean => /^(?:Etc\/)?(?:UTC|GMT|UCT|Zulu|Universal)$/i.test(timeZone);
