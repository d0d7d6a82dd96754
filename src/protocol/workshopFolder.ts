import type { Problem } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { Language } from '../model/text.ts';
import type { Applied, JumpDone, ResetDone, SolutionPlan, UndoDone } from '../model/workshop/learnerWork.ts';
import type { StepScope } from '../model/workshop/steps.ts';

/** A workshop that somebody follows in a folder. */
export interface FollowedPlace {
  /** The learner's folder, absolute. */
  readonly folder: string;
  /** Its work folder, absolute. */
  readonly workDir: string;
  /** The workshop's id. */
  readonly workshop: string;
}

/** A workshop as one chooses it, in one language. */
export interface WorkshopChoice {
  readonly id: string;
  /** Absolute; null: it ships with the extension. */
  readonly source: string | null;
  readonly title: string;
  readonly summary: string;
  /** Planned. */
  readonly minutes: number;
  readonly parts: readonly PartChoice[];
}

export interface PartChoice {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly hasSolution: boolean }[];
}

/** What is done to a learner's folder. All that is replaced is in a backup first. */
export type WorkshopFolderVerbs = {
  shippedWorkshops(p: { language: Language }): readonly WorkshopChoice[];
  /** Those that were begun there and can be read. */
  begunWorkshops(p: {
    folder: string;
    workDir: string;
    language: Language;
  }): readonly (WorkshopChoice & FollowedPlace)[];
  /** Another's: all that is wrong with it. `commands`: those that its buttons may name. */
  checkWorkshopFolder(p: { source: string; commands: readonly string[]; language: Language }): {
    choice: WorkshopChoice | null;
    problems: readonly Problem[];
  };
  /**
   * Copies the starting files unless it was begun there. Usage `start_file_differs`. Without `source` it is the one that
   * the folder remembers. `kept`: the copy of a progress that could not be read; the files are as they were, then.
   */
  startWorkshop(p: FollowedPlace & { source?: string | null }): {
    step: string;
    files: number;
    begun: boolean;
    kept: string | null;
  };
  /** A small one, whole, in a new folder; gives its `workshop.yaml`. Usage `file_exists`. */
  newWorkshop(p: { parent: string; id: string }): { file: string };
  /** It counts as seen from then on. */
  planSolution(p: FollowedPlace & { step: string }): SolutionPlan;
  /** `server`: that of the window, for a step that needs one. */
  applySolution(p: FollowedPlace & { step: string; server: TemporalPlace }): Applied;
  /** Paths that a reset would change. */
  planReset(p: FollowedPlace & { scope: StepScope }): readonly string[];
  resetWorkshop(p: FollowedPlace & { scope: StepScope }): ResetDone;
  undoReset(p: FollowedPlace): UndoDone;
  jumpToPart(p: FollowedPlace & { part: string }): JumpDone;
  stopWorkshopWork(p: { workDir: string }): void;
};

/** Which line of a solution is run: `done` of `total` are over. */
export interface SolutionMoved {
  readonly workDir: string;
  readonly done: number;
  readonly total: number;
  readonly line: string;
}

export type WorkshopFolderGuestVerbs = {
  solutionMoved(p: SolutionMoved): void;
};
