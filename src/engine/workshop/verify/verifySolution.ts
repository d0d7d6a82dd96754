import type { StepFinding } from '../../../model/workshop/verdict.ts';
import { changesTo, writeChanges } from '../folderState.ts';
import { measure } from '../measure.ts';
import { runLines } from '../runLines.ts';
import { aboutCheck, rightAnswers, tryStep } from './tryStep.ts';
import type { StepTrial } from './stepTrial.ts';

/** With its solution, and the right answers, all checks of a step pass, and what it asks to guess can be measured. */
export async function verifySolution(trial: StepTrial): Promise<readonly StepFinding[]> {
  const { sandbox, states, step, signal, moved } = trial;
  moved('solution', '');
  const files = await states.solution(step.id);
  await writeChanges(await changesTo(files, files.keys(), sandbox.learner), sandbox.learner);
  await runLines(step.solution?.run ?? [], {
    ...{ cli: sandbox.cli, signal, unplugAfter: step.solution?.unplug_after },
    moved: (_done, _total, line) => moved('solution', line),
  });
  const { checks } = await tryStep(trial, rightAnswers(step));
  const failing = checks.filter(({ state }) => state !== 'passed');
  const { guess } = step;
  const truth = guess ? await sandbox.look(world => measure(world, guess)) : 0;
  return [
    ...failing.map(one => aboutCheck('solution_fails', step, one)),
    ...(guess && truth === null ? [{ code: 'no_truth', params: { measure: guess.truth } }] : []),
  ];
}
