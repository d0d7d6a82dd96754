import type { CheckKindEnum, WorkshopStep } from '../../model/generated/types.ts';
import { toProblem } from '../../model/problem.ts';
import type { CheckOutcome, StepAnswers, StepOutcome } from '../../model/workshop/stepOutcome.ts';
import { findMistake } from './findMistake.ts';
import { judgeArtifact } from './judge/judgeArtifact.ts';
import { judgeCases } from './judge/judgeCases.ts';
import { judgeCli } from './judge/judgeCli.ts';
import { judgeEvent } from './judge/judgeEvent.ts';
import type { Judge, Judgement, Look } from './judge/judgement.ts';
import { failed, reason } from './judge/judgement.ts';
import { judgeQuiz, judgeTicked } from './judge/judgeQuiz.ts';
import { judgeRows } from './judge/judgeRows.ts';
import { judgeSearch } from './judge/judgeSearch.ts';
import type { CheckWorld } from './workshopPorts.ts';

const JUDGES: Readonly<Record<CheckKindEnum, Judge>> = {
  artifact: judgeArtifact,
  event: judgeEvent,
  rows: judgeRows,
  search: judgeSearch,
  cases: judgeCases,
  cli: judgeCli,
  quiz: judgeQuiz,
};

export interface StepAt {
  readonly files: Look['files'];
  readonly step: WorkshopStep;
  /** In which the titles of cases are said; absent: the first one. */
  readonly language?: string;
  /** Before each check, by its place. */
  readonly begins?: (check: number) => void;
}

/**
 * What a learner's work on a step is worth: each of its checks, in order, and the declared mistake that it is. A quiz is
 * part of it whether or not a check names it, and so is a guess: without one the step is not passed. Rejects only when
 * `signal` is aborted; what could not be looked at is `unchecked`, with the reason.
 */
export async function judgeStep(
  world: CheckWorld,
  { files, step, language, begins }: StepAt,
  answers: StepAnswers,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const look: Look = { world, files, step, answers, language, signal };
  const judged: Judgement[] = [];
  for (const [at, check] of (step.checks ?? []).entries()) {
    signal.throwIfAborted();
    begins?.(at);
    judged.push(await judgeSafely(look, JUDGES[check.kind], check));
  }
  const hasSaid = !step.guess || answers.guess !== undefined;
  const hasTicked = !step.quiz || judgeTicked(step.quiz, answers.ticked ?? []).state === 'passed';
  return {
    passed: hasSaid && hasTicked && judged.every(({ state }) => state === 'passed'),
    checks: judged.map((judgement, check) => told(judgement, { check, isHidden: step.checks?.[check]?.hidden === true })),
    mistake: findMistake(step, judged),
  };
}

async function judgeSafely(look: Look, judge: Judge, check: Parameters<Judge>[1]): Promise<Judgement> {
  try {
    return await judge(look, check);
  } catch (thrown) {
    look.signal.throwIfAborted();
    const { code, params } = toProblem(thrown);
    return { ...failed(null, { code, params }), state: 'unchecked' };
  }
}

function told(
  { state, expected, found, where, isOwn }: Judgement,
  { check, isHidden }: { readonly check: number; readonly isHidden: boolean },
): CheckOutcome {
  const keepsBack = isHidden && state === 'failed' && isOwn !== true;
  return { check, state, ...(keepsBack ? { expected: null, found: reason('hidden_fails'), where: null } : { expected, found, where }) };
}
