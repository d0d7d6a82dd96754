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
  for (const at of made) await mkdir(at).catch(unlessThere);
  return made.reverse();
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Another process may be making it, too. */
function unlessThere(thrown: unknown): void {
  if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
}
