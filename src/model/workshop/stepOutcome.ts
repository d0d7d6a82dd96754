import type { Reason } from '../problem.ts';

/** `unchecked`: what it looks at could not be read, so nothing is said of the learner's work. */
export type CheckState = 'passed' | 'failed' | 'unchecked';

/** Where a person looks: a file of the learner's folder, relative to it, with `/`. */
export interface CheckPlace {
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 units. */
  readonly column?: number;
}

/** One check of a step, judged. Sentences are made by guests. */
export interface CheckOutcome {
  /** Its place among the step's checks, from 0 on. */
  readonly check: number;
  readonly state: CheckState;
  /** What must hold; null where its title says all of it. */
  readonly expected: Reason | null;
  /** What is there instead; null when it passed. A hidden check's is told without its details. */
  readonly found: Reason | null;
  readonly where: CheckPlace | null;
}

export interface StepOutcome {
  /** All of its checks; true of a step that has none. */
  readonly passed: boolean;
  readonly checks: readonly CheckOutcome[];
  /** The declared mistake that it is, from 0 on; its message is the step's. */
  readonly mistake: number | null;
}

/** What a learner ticked or said, beside what lies on the disk. */
export interface StepAnswers {
  /** Places of the ticked answers of a quiz. */
  readonly ticked?: readonly number[];
  /** A number, said before the truth was seen. */
  readonly guess?: number;
}
