import type { Text } from './speech.ts';
import type { ApiProgress } from './view.ts';

/** `1,234 rows · 12 days · 2 dead letters` */
export function apiFigures({ rows, partitions, deadLetters }: ApiProgress, text: Text): string {
  const parts = [text.count('unit.row', rows)];
  if (partitions > 0) parts.push(text.count('unit.day', partitions));
  if (deadLetters > 0) parts.push(text.count('unit.deadLetter', deadLetters));
  return parts.join(' · ');
}
