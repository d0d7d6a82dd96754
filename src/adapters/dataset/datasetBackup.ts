import { readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DEAD_LETTERS, partitionFolder } from '../../model/dataset/layout.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { makeFolders } from '../makeFolders.ts';
import type { TakeLock } from './datasetFolder.ts';

/** Of these as of runs and of whole work folders; each kind by itself. */
const KEPT = 10;
/** `<time>+<name of the dataset's folder>`. */
const OURS = /^[\dTZ-]+\+/;
const ORIGIN = 'origin.json';
const STATE_FOLDER = '_state';
const LOCK = 'lock';

export const isDatasetBackup = (backup: string): boolean => OURS.test(path.basename(backup));

/** Where something in a backup belongs. */
interface Origin {
  /** The dataset's folder, absolute. */
  readonly folder: string;
  /** Of what was moved, in the order in which it comes back. */
  readonly names: readonly string[];
}

export interface Removal {
  readonly workDir: string;
  /** The dataset's, absolute. */
  readonly folder: string;
  /** YYYY-MM-DD; null: all days, the state and the dead letters. What else lies in the folder stays there. */
  readonly date: string | null;
  readonly now: Date;
}

/**
 * Moves a dataset, or a day of it, to `backups/<time>+<name>/` of the work folder; the last ten such backups are kept.
 * The state goes last and comes back first, so that a dataset that was left in the middle is still one. Transient `busy`
 * when a run writes it; usage `dataset_gone` when nothing is there.
 */
export async function moveDatasetAway({ workDir, folder, date, now }: Removal, takeLock: TakeLock): Promise<string> {
  const name = `${now.toISOString().replace(/[:.]/g, '-')}+${path.basename(folder)}${date === null ? '' : `-${date}`}`;
  const backup = path.join(workDir, 'backups', name);
  try {
    const names = (await readdir(folder).catch(() => [])).filter(one => belongs(one, date)).sort(stateFirst);
    if (names.length === 0) throw fail('usage', 'dataset_gone', { path: folder });
    const unlock = await lock(folder, takeLock);
    try {
      await makeFolders(backup);
      await writeFile(path.join(backup, ORIGIN), `${JSON.stringify({ folder, names } satisfies Origin)}\n`);
      for (const one of names.toReversed()) await rename(path.join(folder, one), path.join(backup, one));
    } finally {
      await unlock();
    }
    await rm(path.join(backup, STATE_FOLDER, LOCK), { force: true });
    if (date === null) await rmdir(folder).catch(() => undefined); // Others' files keep it.
    await dropOld(path.dirname(backup));
    return backup;
  } catch (error) {
    throw fileProblem(error, folder);
  }
}

/** Puts such a backup back. Usage `dataset_exists`, and then nothing is moved; transient `busy`. Gives the dataset's folder. */
export async function restoreDataset(workDir: string, backup: string, takeLock: TakeLock): Promise<string> {
  const from = path.resolve(workDir, 'backups', path.basename(backup));
  try {
    const { folder, names } = await readOrigin(from);
    const there = new Set(await readdir(folder).catch(() => []));
    const taken = names.find(one => there.has(one));
    if (taken !== undefined) throw fail('usage', 'dataset_exists', { path: path.join(folder, taken) });
    await makeFolders(folder);
    const unlock = there.has(STATE_FOLDER) ? await lock(folder, takeLock) : () => Promise.resolve();
    try {
      for (const one of names) await rename(path.join(from, one), path.join(folder, one));
    } finally {
      await unlock();
    }
    await rm(from, { recursive: true });
    return folder;
  } catch (error) {
    throw fileProblem(error, from);
  }
}

const belongs = (name: string, date: string | null): boolean =>
  date === null
    ? name === STATE_FOLDER || name === DEAD_LETTERS || name.startsWith(partitionFolder(''))
    : name === partitionFolder(date);

const stateFirst = (a: string, b: string): number => Number(b === STATE_FOLDER) - Number(a === STATE_FOLDER);

const lock = (folder: string, takeLock: TakeLock) =>
  takeLock(path.join(folder, STATE_FOLDER, LOCK), { run: path.basename(folder) });

async function readOrigin(from: string): Promise<Origin> {
  const read: unknown = JSON.parse(await readFile(path.join(from, ORIGIN), 'utf8'));
  // SAFETY: only `moveDatasetAway` above writes it.
  return read as Origin;
}

async function dropOld(folder: string): Promise<void> {
  const backups = (await readdir(folder)).filter(isDatasetBackup).sort();
  for (const old of backups.slice(0, -KEPT)) await rm(path.join(folder, old), { recursive: true });
}
