import path from 'node:path';
import { fail } from '../model/problem.ts';
import type { RunKey } from './nodes.ts';

/** A path that a journal tells, made absolute; refused when it leads out of its folder. Links were resolved by the engine. */
export function pathInside(folder: string, told: string): string {
  const whole = path.resolve(folder, told);
  if (whole === path.resolve(folder) || !isInside(folder, whole))
    throw fail('data', 'artifact_outside', { path: told, folder });
  return whole;
}

/** Or the folder itself. A folder named `..x` is one like others. */
export function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

export const journalOf = ({ workDir, runId }: RunKey): string => pathInside(workDir, `runs/${runId}/journal.jsonl`);
