import type { StepHappening } from '../model/workshop/foldProgress.ts';
import type { Outline } from '../model/workshop/outline.ts';
import type { CheckPlace, StepOutcome } from '../model/workshop/stepOutcome.ts';
import type { StepView } from '../model/workshop/stepView.ts';
import type { Problem } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { Language } from '../model/text.ts';
import type { FilePlace } from './page.ts';

type Nothing = Record<string, never>;

/** A workshop in a learner's folder. */
export interface WorkshopPlace {
  /** The learner's folder, absolute. */
  readonly folder: string;
  /** Its work folder, absolute. */
  readonly workDir: string;
  /** The workshop's id. */
  readonly workshop: string;
}

export type StepPlace = WorkshopPlace & { readonly step: string };

export interface Asker {
  readonly language: Language;
  /** Else nothing is looked for that a step requires: it would be run, or connected to. */
  readonly isTrusted: boolean;
  /** The Temporal server that this window uses. */
  readonly server: Pick<TemporalPlace, 'address'>;
}

/** One that cannot be read says why. */
export type ToldOutline = WorkshopPlace & { readonly outline: Outline | null; readonly problem: Problem | null };

/** What the engine process answers. Data `workshop_gone`, `progress_broken`, `progress_other_version`; usage `workshop_no_such_step`. */
export type WorkshopVerbs = {
  /** Those that were begun in a learner's folder. */
  workshops(p: Omit<WorkshopPlace, 'workshop'> & Asker): readonly ToldOutline[];
  /** Null: the one that the learner is at. */
  workshopStep(p: WorkshopPlace & Asker & { step: string | null }): StepView;
  /** Where a link of its text leads. Config `workshop_file_missing`. */
  workshopLink(p: StepPlace & { language: Language; link: string }): FilePlace;
  /** Looks at all that the step's checks name, and remembers what came of it. Rejects usage `check_stopped`. */
  checkStep(p: StepPlace & { language: Language; server: TemporalPlace }): StepOutcome;
  stopCheck(p: StepPlace): void;
  noteStep(p: StepPlace & { what: StepHappening }): void;
};

export type WorkshopGuestVerbs = {
  /** What steps need came, or went: what was told of workshops is not true any more. */
  workshopsChanged(p: Nothing): void;
  checkMoved(p: CheckMoved): void;
};

/** Which of a step's checks is looked at: `done` of `total` are over; all of them: the look has ended, as it may. */
export type CheckMoved = StepPlace & { readonly done: number; readonly total: number; readonly title: string };

/** What a step's page is about; which step it is at is remembered with the progress. */
export type StepSubject = WorkshopPlace;

/** In a folder that is not trusted a step can be read: its checks and buttons are refused. */
export type ShownStep = StepView & { readonly isTrusted: boolean };

/** What the page may ask. It is told `changed` when what was asked for is done. */
export type StepHostVerbs = {
  open(p: Nothing): ShownStep;
  /** VS Code's own page of trust. */
  manageTrust(p: Nothing): void;
  /** Begins anew where what is remembered cannot be read; the files are as they were. */
  goOnHere(p: Nothing): void;
  /** Null: the list of all steps is shown. */
  go(p: { step: string | null }): void;
  /** Next: a step without checks is finished by it. */
  next(p: Nothing): void;
  previous(p: Nothing): void;
  /** A button, by its place. */
  press(p: { button: number }): void;
  /** A link of the text, as it is written there. */
  follow(p: { link: string }): void;
  copy(p: { text: string }): void;
  check(p: Nothing): void;
  stopCheck(p: Nothing): void;
  /** Runs the file that a check runs, under the debugger. */
  debug(p: Nothing): void;
  /** A file of the learner's folder, at its line. */
  openFile(p: CheckPlace): void;
  /** The solution beside what the learner has. */
  solution(p: Nothing): void;
  reset(p: Nothing): void;
  undoReset(p: Nothing): void;
  /** One more hint is read. */
  hint(p: { hint: number }): void;
  guess(p: { value: number }): void;
  tick(p: { ticked: readonly number[] }): void;
};

export type StepPageVerbs = {
  /** Another step, or this one changed. */
  changed(p: Nothing): void;
  checking(p: Pick<CheckMoved, 'step' | 'done' | 'total' | 'title'>): void;
};
