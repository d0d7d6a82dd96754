import { fail } from '../../model/problem.ts';
import type { UndoDone } from '../../model/workshop/learnerWork.ts';
import type { Progress, StepProgress } from '../../model/workshop/progress.ts';
import type { Snapshot } from './backups.ts';
import { changesTo, writeChanges } from './folderState.ts';
import { keepBefore, type LearnerDesk } from './learnerDesk.ts';

/** Puts what the work folder held back, by the name of its backup; null: it held nothing. */
export type RestoreWorkFolder = (backup: string | null) => Promise<void>;

/**
 * Takes the newest reset, solution or jump back. What was changed since is a backup first, so that nothing is lost.
 * Usage `workshop_nothing_to_undo`.
 */
export async function undoReset(desk: LearnerDesk, restore: RestoreWorkFolder): Promise<UndoDone> {
  const newest = (await desk.backups.list()).find(
    ({ workshop, reason }) => workshop === desk.workshop.id && reason !== 'undo',
  );
  if (!newest) throw fail('usage', 'workshop_nothing_to_undo');
  const files = await takeBack(desk, newest.name, restore);
  return { reason: newest.reason, files };
}

/** Any backup, by its name. Gives the paths that changed. */
export async function takeBack(desk: LearnerDesk, name: string, restore: RestoreWorkFolder): Promise<readonly string[]> {
  const snapshot = await desk.backups.open(name);
  const wanted = new Map([...snapshot.files].flatMap(([path, bytes]) => (bytes ? [[path, bytes] as const] : [])));
  const changes = await changesTo(wanted, snapshot.files.keys(), desk.learner);
  if (changes.length > 0) await keepBefore(desk, changes, { reason: 'undo', steps: Object.keys(snapshot.steps) });
  await writeChanges(changes, desk.learner);
  await desk.progress.change(progress => recall(progress, snapshot));
  // What a jump ran is not there as before it, even where nothing was.
  if (snapshot.workFolder !== null || snapshot.reason === 'jump') await restore(snapshot.workFolder);
  await desk.backups.drop(name);
  return changes.map(({ path }) => path);
}

function recall(progress: Progress, { steps, current }: Snapshot): Progress {
  const names = Object.keys(steps);
  if (names.length === 0) return progress;
  const others = Object.entries(progress.steps).filter(([step]) => !names.includes(step));
  const back = Object.entries(steps).filter((entry): entry is [string, StepProgress] => entry[1] !== null);
  return { ...progress, current, steps: Object.fromEntries([...others, ...back]) };
}
