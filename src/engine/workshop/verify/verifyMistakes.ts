import type { WorkshopMistake } from '../../../model/generated/types.ts';
import type { StepOutcome } from '../../../model/workshop/stepOutcome.ts';
import type { StepFinding } from '../../../model/workshop/verdict.ts';
import { changesTo, filesBelow, writeChanges } from '../folderState.ts';
import { runLines } from '../runLines.ts';
import { rightAnswers, tryStep } from './tryStep.ts';
import type { StepTrial } from './stepTrial.ts';

/**
 * Each declared mistake instead of the solution: it fails, and is known for what it is. Where it is not known as it lies
 * there, the solution's lines are run with it. The folder is put back after each.
 */
export async function verifyMistakes(trial: StepTrial): Promise<readonly StepFinding[]> {
  const { sandbox, step, moved } = trial;
  const findings: StepFinding[] = [];
  for (const [at, mistake] of (step.mistakes ?? []).entries()) {
    moved('mistakes', mistake.files);
    const putBack = await sandbox.keep();
    try {
      findings.push(...(await verifyMistake(trial, mistake, at)));
    } finally {
      await putBack();
    }
  }
  return findings;
}

async function verifyMistake(trial: StepTrial, mistake: WorkshopMistake, at: number): Promise<readonly StepFinding[]> {
  const { sandbox, files, step, signal } = trial;
  const wrong = await filesBelow(files, mistake.files);
  await writeChanges(await changesTo(wrong, wrong.keys(), sandbox.learner), sandbox.learner);
  const told = await tryStep(trial, rightAnswers(step));
  if (told.mistake === at) return [];
  const lines = step.solution?.run ?? [];
  if (lines.length === 0) return misread(trial, mistake, told);
  // What is wrong may well end a run with an error.
  await runLines(lines, { cli: sandbox.cli, signal, moved: () => undefined }).catch(() => signal.throwIfAborted());
  const after = await tryStep(trial, rightAnswers(step));
  return after.mistake === at ? [] : misread(trial, mistake, after);
}

function misread({ step }: StepTrial, { files }: WorkshopMistake, told: StepOutcome): readonly StepFinding[] {
  if (told.passed) return [{ code: 'mistake_passes', params: { mistake: files } }];
  const failing = told.checks.find(({ state }) => state !== 'passed');
  const seen = { expected: failing?.expected ?? null, found: failing?.found ?? null, where: failing?.where ?? null };
  const other = told.mistake === null ? undefined : step.mistakes?.[told.mistake];
  if (!other) return [{ code: 'mistake_unknown', params: { mistake: files }, ...seen }];
  return [{ code: 'mistake_other', params: { mistake: files, other: other.files }, ...seen }];
}
