import type { RunCounts } from '../model/event.ts';
import { fail } from '../model/problem.ts';

/** `--max-errors N` or `N%`: whether so many Sources in ERROR still count as done. Without it none does. */
export function parseMaxErrors(text: string | undefined): (counts: RunCounts) => boolean {
  if (text === undefined) return counts => counts.error === 0;
  const [, written, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const limit = Number(written);
  const valid = written !== undefined && (percent === '%' ? limit <= 100 : Number.isInteger(limit));
  if (!valid) throw fail('usage', 'bad_value', { option: '--max-errors', value: text, values: 'N, N%' });
  if (percent !== '%') return counts => counts.error <= limit;
  return counts => counts.error * 100 <= limit * counts.discovered;
}
