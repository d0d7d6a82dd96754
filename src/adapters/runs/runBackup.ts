import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { isRunId } from '../../model/artifactName.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { takeLock } from './runLock.ts';

/** Of these as of whole work folders; each kind by itself, so that many deleted runs push no whole folder out. */
const KEPT = 10;
/** `<time>_<run>` or `<time>_<n>-runs`; a whole folder's backup is a time alone. */
const MARK = '_';
const OURS = /^[\dTZ-]+_/;

export const isRunBackup = (backup: string): boolean => OURS.test(path.basename(backup));

/**
 * Moves runs to `backups/<time>_<run>/`; the last ten such backups are kept. Transient `busy`, with none moved, when somebody
 * holds one of them: its lock is taken first, so that nobody begins to write a run that is on its way.
 */
export async function moveRunsAway(workDir: string, runIds: readonly string[], now: Date): Promise<string> {
  const folder = (runId: string) => path.join(workDir, 'runs', runId);
  const unknown = runIds.find(runId => !isRunId(runId));
  if (unknown !== undefined) throw fail('usage', 'bad_run_id', { run: unknown });
  const time = now.toISOString().replace(/[:.]/g, '-');
  const backup = path.join(
    workDir,
    'backups',
    `${time}${MARK}${runIds.length === 1 ? runIds[0] : `${runIds.length}-runs`}`,
  );
  const unlocks: (() => Promise<void>)[] = [];
  try {
    for (const run of runIds) unlocks.push(await takeLock(path.join(folder(run), 'lock'), { run }));
    await mkdir(path.join(backup, 'runs'), { recursive: true });
    for (const runId of runIds) await rename(folder(runId), path.join(backup, 'runs', runId));
    for (const runId of runIds) await rm(path.join(backup, 'runs', runId, 'lock'), { force: true });
    await dropOld(path.dirname(backup));
    return backup;
  } catch (error) {
    throw fileProblem(error, workDir);
  } finally {
    for (const unlock of unlocks) await unlock();
  }
}

async function dropOld(folder: string): Promise<void> {
  const backups = (await readdir(folder)).filter(isRunBackup).sort();
  for (const old of backups.slice(0, -KEPT)) await rm(path.join(folder, old), { recursive: true });
}

/** Puts the runs of such a backup back, beside what is there. Usage `run_exists`, and then nothing is moved. */
export async function restoreRuns(workDir: string, backup: string): Promise<readonly string[]> {
  const folder = path.resolve(workDir, 'backups', path.basename(backup));
  try {
    const runIds = (await readdir(path.join(folder, 'runs'))).filter(isRunId);
    await mkdir(path.join(workDir, 'runs'), { recursive: true });
    const present = new Set(await readdir(path.join(workDir, 'runs')));
    const taken = runIds.find(runId => present.has(runId));
    if (taken !== undefined) throw fail('usage', 'run_exists', { run: taken });
    for (const runId of runIds) await rename(path.join(folder, 'runs', runId), path.join(workDir, 'runs', runId));
    await rmdir(path.join(folder, 'runs'));
    await rmdir(folder);
    return runIds;
  } catch (error) {
    throw fileProblem(error, folder);
  }
}
