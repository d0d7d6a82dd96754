import type { RunSummary } from '../model/view.ts';
import type { Text } from './text.ts';

type Run = Pick<RunSummary, 'api'> & { readonly backfill?: RunSummary['backfill'] };

/** How far a run without Sources is, by what it counts; null for one that has them. */
export function apiCounts({ api, backfill }: Run, text: Text): string | null {
  if (backfill) {
    const { planned, done, failed } = backfill;
    const days = text.say('runs.ofSources', { ended: text.number(done), total: text.count('unit.day', planned) });
    return [days, ...(failed > 0 ? [text.say('api.failedDays', { n: text.number(failed) })] : [])].join(' · ');
  }
  if (api === null) return null;
  const { pages, rows, partitions, deadLetters } = api;
  return [
    text.count('unit.row', rows),
    text.count('unit.page', pages),
    ...(partitions > 0 ? [text.count('unit.dayWritten', partitions)] : []),
    ...(deadLetters > 0 ? [text.count('unit.deadLetter', deadLetters)] : []),
  ].join(' · ');
}
