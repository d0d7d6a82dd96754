import type { TablePlace } from '../../commandArguments.ts';

/** A place that another feature, a link or another extension asked for: only what is right of it counts. */
export function placeOf(given: unknown): TablePlace | null {
  if (typeof given !== 'object' || given === null || !('path' in given) || typeof given.path !== 'string') return null;
  // A Uri has a path, too.
  if ('scheme' in given) return null;
  const row = 'row' in given && Number.isSafeInteger(given.row) ? Number(given.row) : null;
  const column = 'column' in given && typeof given.column === 'string' ? given.column : null;
  return { path: given.path, row, column };
}
