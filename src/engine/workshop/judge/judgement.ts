import type { WorkshopCheck, WorkshopStep } from '../../../model/generated/types.ts';
import type { Params, Reason } from '../../../model/problem.ts';
import type { CheckOutcome, CheckPlace, StepAnswers } from '../../../model/workshop/stepOutcome.ts';
import type { WorkshopFolder } from '../checkWorkshop.ts';
import type { CheckWorld } from '../workshopPorts.ts';

/** What a check looks at. */
export interface Look {
  readonly world: CheckWorld;
  readonly step: WorkshopStep;
  /** The workshop's own: cases are there. */
  readonly files: Pick<WorkshopFolder, 'read'>;
  readonly answers: StepAnswers;
  /** Of what authors wrote in each language; the first one stands for what is missing. */
  readonly language: string | undefined;
  readonly signal: AbortSignal;
}

export type Judge = (look: Look, check: WorkshopCheck) => Promise<Judgement>;

export interface Judgement extends Omit<CheckOutcome, 'check'> {
  /** It is about the learner's own code: told even of a hidden check. */
  readonly isOwn?: boolean;
  /** Texts by which a declared mistake is known, beside what is told. */
  readonly about?: readonly string[];
}

export const PASSED: Judgement = { state: 'passed', expected: null, found: null, where: null };

export const reason = (code: string, params: Params = {}): Reason => ({ code, params });

export const failed = (expected: Reason | null, found: Reason, where: CheckPlace | null = null): Judgement => ({
  ...{ state: 'failed', expected, found, where },
});

/** What fails first. */
export const firstOf = (found: Iterable<Judgement | null>): Judgement => {
  for (const one of found) if (one) return one;
  return PASSED;
};

/** A check names an address, or its end. */
export const isSource = (uri: string | undefined, wanted: string | null | undefined): boolean =>
  !wanted || (uri !== undefined && (uri === wanted || uri.endsWith(wanted)));
