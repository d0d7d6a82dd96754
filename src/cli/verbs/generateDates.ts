import { daysBetween, isDay } from '../../model/dataset/days.ts';
import { fail } from '../../model/problem.ts';
import type { Arguments } from '../arguments.ts';
import type { Run } from '../session.ts';

/** The days of a range, for schedulers and flows: one JSON object of one name, on a terminal too. */
export const run: Run = async args => {
  const [start, end] = [dayOf(args, 'start-date'), dayOf(args, 'end-date')];
  if (end < start) throw fail('usage', 'api_dates_reversed', { start, end });
  const json = { dates: daysBetween(start, end) };
  return { json, text: () => '', exitCode: 0, jsonAsked: true };
};

function dayOf(args: Arguments, option: string): string {
  const date = args.text(option) ?? '';
  if (date === '') throw fail('usage', 'argument_missing', { argument: `--${option}`, verb: 'generate-dates' });
  if (!isDay(date)) throw fail('usage', 'api_bad_date', { option: `--${option}`, date });
  return date;
}
