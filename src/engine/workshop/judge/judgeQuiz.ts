import type { WorkshopQuiz } from '../../../model/generated/types.ts';
import { failed, PASSED, reason, type Judge, type Judgement } from './judgement.ts';

/** The right answers of the step's quiz, and no other, are ticked. */
export const judgeQuiz: Judge = async ({ step, answers }) =>
  step.quiz ? judgeTicked(step.quiz, answers.ticked ?? []) : PASSED;

export function judgeTicked({ answers }: WorkshopQuiz, ticked: readonly number[]): Judgement {
  if (ticked.length === 0) return failed(null, reason('quiz_not_answered'));
  const wrong = answers.filter(({ right }, at) => right !== true && ticked.includes(at)).length;
  const missing = answers.filter(({ right }, at) => right === true && !ticked.includes(at)).length;
  return wrong + missing === 0 ? PASSED : failed(null, reason('quiz_wrong', { wrong, missing }));
}
