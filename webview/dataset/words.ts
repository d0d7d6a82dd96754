import type { DayStanding } from '../../src/model/dataset/calendar.ts';
import { shiftDay } from '../../src/model/dataset/calendar.ts';
import type { Params } from '../../src/model/problem.ts';
import { reasonText } from '../../src/model/problemText.ts';
import type { Text } from '../../src/model/speech.ts';

/** As the host speaks: British English, where a week begins on Monday, as it does in French. */
const localeOf = ({ language }: Text): string => (language === 'fr' ? 'fr' : 'en-GB');

function dated(date: string, text: Text, shape: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf(text), { ...shape, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** `20 November`, with its year where it is another one than that of today. */
export const dayLong = (date: string, today: string, text: Text): string =>
  dated(date, text, {
    day: 'numeric',
    month: 'long',
    ...(date.slice(0, 4) !== today.slice(0, 4) && { year: 'numeric' }),
  });

export const dayFull = (date: string, text: Text): string =>
  dated(date, text, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** `20 Nov`. */
export const dayShort = (date: string, text: Text): string => dated(date, text, { day: 'numeric', month: 'short' });

export function monthName(month: string, text: Text): string {
  const name = text.month(month);
  return name.slice(0, 1).toLocaleUpperCase(text.language) + name.slice(1);
}

/** From the first day of the week on: two letters, and the whole word. */
export function weekdays(text: Text, weekStart: number): { readonly short: string; readonly long: string }[] {
  // The 1st of January 2024 was a Monday.
  const days = Array.from({ length: 7 }, (_, at) => shiftDay('2024-01-01', weekStart - 1 + at));
  return days.map(day => {
    const long = dated(day, text, { weekday: 'long' });
    return { short: long.slice(0, 2), long };
  });
}

/** 1: Monday … 7: Sunday, as the language has it. */
export function weekStartOf(text: Text): number {
  // SAFETY: ECMA-402 has it since 2024; TypeScript's own types do not yet, and an older engine lacks it.
  const locale = new Intl.Locale(localeOf(text)) as Intl.Locale & { getWeekInfo?(): { readonly firstDay: number } };
  return locale.getWeekInfo?.().firstDay ?? 1;
}

export const standingText = (standing: DayStanding, text: Text): string => text.say(`dataset.day.${standing}`);

/** A dead letter's reason in a few words where there are some, else the whole sentence. */
export function whyText(reason: { readonly code: string; readonly params: Params }, text: Text): string {
  const key = `dataset.why.${reason.code}`;
  return text.has(key) ? text.say(key, reason.params) : reasonText(reason, text);
}

export function reasonName(code: string, text: Text): string {
  const key = `dataset.reason.${code}`;
  return text.has(key) ? text.say(key) : code;
}

/** `3 of 7 days`. */
export const daysDone = (done: number, planned: number, text: Text): string =>
  text.say(`dataset.progress.${planned === 1 ? 'one' : 'other'}`, {
    done: text.number(done),
    planned: text.number(planned),
  });
