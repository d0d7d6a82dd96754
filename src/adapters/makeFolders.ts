import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder and those above it that are not there; gives the new ones, the innermost first. One by one: where the
 * system denies that a folder can be made in one that is there (/proc), Node's recursive mkdir never ends, and no signal
 * ends it.
 */
export async function makeFolders(folder: string): Promise<readonly string[]> {
  const made: string[] = [];
  for (let at = folder; !(await isThere(at)); at = path.dirname(at)) made.unshift(at);
  for (const at of made) await mkdir(at).catch(thrown => settle(at, thrown));
  return made.reverse();
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Another process may be making it, too. Where its parent is there, ENOENT is a refusal: it is what /proc says to all. */
async function settle(folder: string, thrown: unknown): Promise<void> {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EEXIST') return;
  if (code === 'ENOENT' && (await isThere(path.dirname(folder))))
    throw Object.assign(new Error(`no folder can be made: ${folder}`, { cause: thrown }), { code: 'EACCES' });
  throw thrown;
}
