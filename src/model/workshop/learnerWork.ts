/** What a backup was made before. Of `undo`: it is kept for a person, and no later undo takes it. */
export type BackupReason = 'solution' | 'reset' | 'jump' | 'undo';

export interface SolutionFile {
  readonly path: string;
  /** The learner's; null: there is none yet. */
  readonly before: string | null;
  readonly after: string;
}

export interface SolutionPlan {
  /** All of them, those that are the same already too. */
  readonly files: readonly SolutionFile[];
  /** Lines of the command line, without the program's name. */
  readonly run: readonly string[];
}

export interface Applied {
  /** The name of the backup of what was replaced; null: nothing was. */
  readonly backup: string | null;
  /** Paths that were written. */
  readonly files: readonly string[];
  /** How many lines were run. */
  readonly ran: number;
}

export interface ResetDone {
  /** The name of the backup; null: all was as at the beginning. */
  readonly backup: string | null;
  readonly files: readonly string[];
  readonly steps: readonly string[];
}

export interface UndoDone {
  /** What was taken back. */
  readonly reason: BackupReason;
  readonly files: readonly string[];
}

export interface JumpDone {
  readonly backup: string;
  readonly files: readonly string[];
  readonly ran: number;
  /** Where the part begins. */
  readonly step: string;
}
