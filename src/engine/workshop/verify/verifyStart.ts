import type { StepFinding } from '../../../model/workshop/verdict.ts';
import { aboutCheck, isOnlyTold, rightAnswers, tryStep } from './tryStep.ts';
import type { StepTrial } from './stepTrial.ts';

/** A step that passes before anything is done checks nothing; a check that does is worth a look. */
export async function verifyStart(
  trial: StepTrial,
): Promise<{ readonly findings: readonly StepFinding[]; readonly notes: readonly StepFinding[] }> {
  const { step, moved } = trial;
  if (isOnlyTold(step)) return { findings: [], notes: [] };
  moved('start', '');
  const { passed, checks } = await tryStep(trial, rightAnswers(step));
  if (passed) return { findings: [{ code: 'passes_at_start', params: {} }], notes: [] };
  const unchecked = checks.filter(({ state }) => state === 'unchecked');
  const early = checks.filter(({ state, check }) => state === 'passed' && step.checks?.[check]?.kind !== 'quiz');
  return {
    findings: unchecked.map(one => aboutCheck('unchecked_at_start', step, one)),
    notes: early.map(one => aboutCheck('holds_at_start', step, one)),
  };
}
