import type { Workshop } from '../../model/generated/types.ts';
import type { BackupReason } from '../../model/workshop/learnerWork.ts';
import type { Progress } from '../../model/workshop/progress.ts';
import type { LearnerBackups } from './backups.ts';
import { writeChanges, type FileChange, type WorkshopFiles } from './folderState.ts';
import type { LearnerFolder } from './workshopPorts.ts';

/** A workshop, and the folder of somebody who follows it. */
export interface LearnerDesk {
  readonly workshop: Workshop;
  readonly files: WorkshopFiles;
  readonly learner: LearnerFolder;
  readonly backups: LearnerBackups;
  readonly progress: ProgressPort;
}

/** What is remembered of the workshop. */
export interface ProgressPort {
  read(): Promise<{ readonly progress: Progress }>;
  change(fold: (progress: Progress) => Progress): Promise<unknown>;
}

interface Kept {
  readonly reason: BackupReason;
  /** Whose progress is kept, too. */
  readonly steps: readonly string[];
  readonly workFolder?: string | null;
}

/** What these changes would take away is in a backup before anything is written; gives its name. */
export async function keepBefore(desk: LearnerDesk, changes: readonly FileChange[], kept: Kept): Promise<string> {
  const { progress } = await desk.progress.read();
  return desk.backups.keep({
    reason: kept.reason,
    workshop: desk.workshop.id,
    files: new Map(changes.map(({ path, before }) => [path, before])),
    steps: Object.fromEntries(kept.steps.map(step => [step, progress.steps[step] ?? null])),
    current: progress.current,
    workFolder: kept.workFolder ?? null,
  });
}

/** Null where there is nothing to change. */
export async function replace(desk: LearnerDesk, changes: readonly FileChange[], kept: Kept): Promise<string | null> {
  const { progress } = await desk.progress.read();
  if (changes.length === 0 && !kept.steps.some(step => step in progress.steps)) return null;
  const backup = await keepBefore(desk, changes, kept);
  await writeChanges(changes, desk.learner);
  return backup;
}
