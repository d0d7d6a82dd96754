import path from 'node:path';

/**
 * Where the formats of a table go, below the work folder's own: the table's way in the workspace, so that the same day of
 * two datasets keeps its files apart. `root`: the workspace folder; null, the table is in none, and its whole way counts.
 */
export function formatsFolder(file: string, root: string | null): string {
  const folder = path.dirname(file);
  return path.relative(root ?? path.parse(folder).root, folder);
}
