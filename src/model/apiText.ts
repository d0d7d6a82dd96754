import type { Text } from './speech.ts';
import type { ApiProgress, RunSummary } from './view.ts';

type Figures = Partial<Pick<RunSummary, 'api' | 'backfill'>>;

/** What a run that has no Sources has done: `1,234 rows · 12 days · 2 dead letters`; null for one that has. */
export function apiFigures({ api, backfill }: Figures, text: Text): string | null {
  if (api) return rowFigures(api, text);
  if (!backfill) return null;
  const { done, failed } = backfill;
  return [text.count('unit.day', done), ...(failed > 0 ? [text.count('unit.error', failed)] : [])].join(' · ');
}

function rowFigures({ rows, partitions, deadLetters }: ApiProgress, text: Text): string {
  const parts = [text.count('unit.row', rows)];
  if (partitions > 0) parts.push(text.count('unit.day', partitions));
  if (deadLetters > 0) parts.push(text.count('unit.deadLetter', deadLetters));
  return parts.join(' · ');
}
