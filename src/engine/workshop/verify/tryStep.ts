import type { WorkshopStep } from '../../../model/generated/types.ts';
import type { CheckOutcome, StepAnswers, StepOutcome } from '../../../model/workshop/stepOutcome.ts';
import type { StepFinding } from '../../../model/workshop/verdict.ts';
import { titleIn } from '../judge/judgeCases.ts';
import { judgeStep } from '../judgeStep.ts';
import type { StepTrial } from './stepTrial.ts';

/** The step judged as the folder is now. What is kept from a learner is told an author. */
export function tryStep({ sandbox, files, step, signal }: StepTrial, answers: StepAnswers): Promise<StepOutcome> {
  const read = async (path: string): Promise<string> => new TextDecoder().decode((await files.read(path)) ?? new Uint8Array());
  const open = { ...step, checks: (step.checks ?? []).map(check => ({ ...check, hidden: false })) };
  return sandbox.look(world => judgeStep(world, { files: { read }, step: open }, answers, signal));
}

/** As somebody answers who knows. */
export const rightAnswers = ({ quiz, guess }: WorkshopStep): StepAnswers => ({
  ...(quiz ? { ticked: quiz.answers.flatMap(({ right }, at) => (right ? [at] : [])) } : {}),
  ...(guess ? { guess: 0 } : {}),
});

export const isOnlyTold = ({ checks }: WorkshopStep): boolean => (checks ?? []).every(({ kind }) => kind === 'quiz');

/** A check, with what it looked for and met. */
export function aboutCheck(code: string, { checks }: WorkshopStep, outcome: CheckOutcome): StepFinding {
  const { expected, found, where } = outcome;
  const title = titleIn(checks?.[outcome.check]?.title ?? {}, undefined);
  return { code, params: { check: title }, expected, found, where };
}
