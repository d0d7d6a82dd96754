import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Real: the permission model compares paths by their text. Whose it is stands in its name. */
export async function inScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), `iw-activity-${process.pid}-`));
  try {
    return await use(folder);
  } finally {
    await remove(folder);
  }
}

/** What engines left that were killed. One whose number another program has by now stays until that one has ended. */
export async function sweepScratch(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  const left = names.filter(name => isGone(Number(/^iw-activity-(\d+)-/.exec(name)?.[1] ?? process.pid)));
  await Promise.all(left.map(name => remove(path.join(tmpdir(), name))));
}

/** Of another user's it is not told, and what is not ours to remove stays. */
const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);

/** Signal 0 only asks, on Windows too. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
