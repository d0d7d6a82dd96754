import path from 'node:path';
import { fail } from '../model/problem.ts';
import type { RunKey } from './nodes.ts';

/** A path that a journal tells, made absolute; refused when it leads out of its folder. Links were resolved by the engine. */
export function pathInside(folder: string, told: string): string {
  const whole = path.resolve(folder, told);
  const way = path.relative(folder, whole);
  if (way === '' || way.startsWith('..') || path.isAbsolute(way))
    throw fail('data', 'artifact_outside', { path: told, folder });
  return whole;
}

export const journalOf = ({ workDir, runId }: RunKey): string => pathInside(workDir, `runs/${runId}/journal.jsonl`);
