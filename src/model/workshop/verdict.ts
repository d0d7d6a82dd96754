import type { Problem, Reason } from '../problem.ts';
import type { CheckPlace } from './stepOutcome.ts';

/** What is wrong with a step; `verify.<code>` says it. */
export interface StepFinding extends Reason {
  /** Of the check that it is about. */
  readonly expected?: Reason | null;
  readonly found?: Reason | null;
  readonly where?: CheckPlace | null;
}

export interface StepVerdict {
  /** Of the workshop. */
  readonly workshop: string;
  readonly id: string;
  /** Not tried: something that it needs is not here. */
  readonly isSkipped: boolean;
  /** Nothing is wrong where there is none. */
  readonly findings: readonly StepFinding[];
  /** Worth a look, and no fault. */
  readonly notes: readonly StepFinding[];
}

/** A workshop as it was tried. */
export interface WorkshopVerdict {
  readonly workshop: string;
  /** Of `workshop.yaml` and what it names; where there are any, no step was tried. */
  readonly problems: readonly Problem[];
  /** What nothing reads; the workshop is sound all the same. */
  readonly warnings: readonly Problem[];
  readonly steps: readonly StepVerdict[];
}

export const isSound = ({ problems, steps }: WorkshopVerdict): boolean =>
  problems.length === 0 && steps.every(({ findings }) => findings.length === 0);
