import type { BackupReason } from '../../model/workshop/learnerWork.ts';
import type { Progress, StepProgress } from '../../model/workshop/progress.ts';

/** What is about to be replaced, as it is. */
export interface Snapshot {
  readonly reason: BackupReason;
  /** The workshop's id. */
  readonly workshop: string;
  /** Null: there is no such file, so that taking it back removes it. */
  readonly files: ReadonlyMap<string, Uint8Array | null>;
  /** What was remembered of these steps; null: nothing. */
  readonly steps: Readonly<Record<string, StepProgress | null>>;
  readonly current: Progress['current'];
  /** The name of the backup that the work folder was emptied into; null: it was not. */
  readonly workFolder: string | null;
}

/** Of one learner's folder; the last ten are kept. */
export interface LearnerBackups {
  /** Gives its name. Durable when it returns. */
  keep(snapshot: Snapshot): Promise<string>;
  /** Newest first. */
  list(): Promise<readonly { readonly name: string; readonly workshop: string; readonly reason: BackupReason }[]>;
  /** Data `workshop_backup_broken`; usage `workshop_no_backup` where it is gone. */
  open(name: string): Promise<Snapshot>;
  drop(name: string): Promise<void>;
}
