import { readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../model/problem.ts';
import { makeFolders } from './makeFolders.ts';
import { fileProblem } from '../model/fileProblem.ts';

const KEPT = 10;
/** Of the work folder, by its name: a time alone. Those of single runs are `runs/runBackup.ts`'s. */
const isOurs = (name: string): boolean => /^[\dTZ-]+$/.test(name);
/** What is never moved away: the backups themselves, the folder's own .gitignore, the id by which it knows its rows, a learner's progress. */
const STAYS = new Set(['backups', '.gitignore', 'folder-id', 'workshop']);

/** Empties a work folder by moving all it holds to `backups/<time>/`; the last ten backups are kept. */
export async function clearWorkFolder(workDir: string, now: Date): Promise<string> {
  try {
    const names = (await readdir(workDir)).filter(name => !STAYS.has(name));
    if (names.length === 0) throw fail('usage', 'nothing_to_clear', { path: workDir });
    const backup = path.join(workDir, 'backups', now.toISOString().replace(/[:.]/g, '-'));
    await moveAll(names, workDir, backup);
    const backups = (await readdir(path.dirname(backup))).filter(isOurs).sort();
    for (const old of backups.slice(0, -KEPT)) await rm(path.join(path.dirname(backup), old), { recursive: true });
    return backup;
  } catch (error) {
    throw fileProblem(error, workDir);
  }
}

/** Puts a backup back. What is there now becomes a backup first, so that this, too, can be undone. */
export async function restoreWorkFolder(workDir: string, backup: string, now: Date): Promise<void> {
  const folder = path.resolve(workDir, 'backups', path.basename(backup));
  try {
    const names = await readdir(folder);
    const current = (await readdir(workDir)).filter(name => !STAYS.has(name));
    if (current.length > 0) await clearWorkFolder(workDir, now);
    await moveAll(names, folder, workDir);
    await rm(folder, { recursive: true });
  } catch (error) {
    throw fileProblem(error, folder);
  }
}

async function moveAll(names: readonly string[], from: string, to: string): Promise<void> {
  await makeFolders(to);
  for (const name of names) await rename(path.join(from, name), path.join(to, name));
}
