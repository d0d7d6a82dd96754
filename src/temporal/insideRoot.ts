import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../model/problem.ts';

/**
 * A folder that a payload names, absolute. Whoever may start a workflow must not make a worker write anywhere: it stays
 * in the root that workers share, wherever links lead. Throws config `path_outside`.
 */
export async function insideRoot(root: string, folder: string): Promise<string> {
  const asked = path.resolve(root, folder);
  const [real, realRoot] = await Promise.all([realFolder(asked), realpath(root)]);
  if (!isWithin(realRoot, real)) throw fail('config', 'path_outside', { path: folder });
  return asked;
}

/** Of what is not there yet, the part that is. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing || parent === folder) throw error;
    return path.join(await realFolder(parent), path.basename(folder));
  }
}

function isWithin(root: string, folder: string): boolean {
  const relative = path.relative(root, folder);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
