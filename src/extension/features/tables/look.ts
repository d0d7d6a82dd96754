import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export const GONE = 'gone';

/** The newest days come last, and are those that change. */
const MOST = 500;

export async function lookAtFile(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  return found === null ? GONE : `${found.mtimeMs} ${found.size} ${found.ino}`;
}

/**
 * Its files and its folders: what comes, goes or is replaced in a folder changes that folder's time. What is written into
 * a file deeper down is not seen here. Names with a `_` or a dot in front are no data.
 */
export async function lookAtFolder(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return GONE;
  const data = names.filter(name => !/^[_.]/.test(name)).sort();
  const looks = await Promise.all(data.slice(-MOST).map(name => lookAtFile(path.join(folder, name))));
  return [data.length, ...looks].join('\n');
}
