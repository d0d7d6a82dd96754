import type { WorkshopStep } from '../../../model/generated/types.ts';
import { toProblem } from '../../../model/problem.ts';
import { allSteps } from '../../../model/workshop/steps.ts';
import type { StepFinding, StepVerdict } from '../../../model/workshop/verdict.ts';
import { changesTo, createFolderStates, writeChanges } from '../folderState.ts';
import type { StepTrial, VerifyPhase } from './stepTrial.ts';
import { isOnlyTold } from './tryStep.ts';
import { verifyCases } from './verifyCases.ts';
import { verifyMistakes } from './verifyMistakes.ts';
import { verifySolution } from './verifySolution.ts';
import { verifyStart } from './verifyStart.ts';

export interface VerifyMoved {
  /** Steps that have been tried. */
  readonly done: number;
  readonly total: number;
  readonly step: string;
  readonly phase: VerifyPhase;
  /** A line of the solution, a mistake's folder. */
  readonly what: string;
}

export interface Verification extends Pick<StepTrial, 'sandbox' | 'workshop' | 'files' | 'signal'> {
  moved(at: VerifyMoved): void;
  verdict?(verdict: StepVerdict): void;
}

/**
 * A workshop as a learner would meet it who applies every solution: each step fails at its start, takes each declared
 * mistake for what it is, and passes with its solution, whose state is kept for the next one. Rejects where the sandbox
 * fails, and when `signal` is aborted.
 */
export async function verifySteps(verification: Verification): Promise<readonly StepVerdict[]> {
  const { sandbox, workshop, files, signal } = verification;
  const states = createFolderStates(workshop, files);
  const steps = allSteps(workshop);
  const verdicts: StepVerdict[] = [];
  const start = steps[0] ? await states.before(steps[0].id) : new Map<string, Uint8Array>();
  await writeChanges(await changesTo(start, start.keys(), sandbox.learner), sandbox.learner);
  for (const [at, step] of steps.entries()) {
    signal.throwIfAborted();
    const moved: StepTrial['moved'] = (phase, what) =>
      verification.moved({ done: at, total: steps.length, step: step.id, phase, what });
    const verdict = await verifyStep({ sandbox, workshop, files, states, step, signal, moved });
    verdicts.push(verdict);
    verification.verdict?.(verdict);
  }
  return verdicts;
}

async function verifyStep(trial: StepTrial): Promise<StepVerdict> {
  const { sandbox, workshop, step, signal } = trial;
  const verdict = { workshop: workshop.id, id: step.id, isSkipped: false };
  const missing: string[] = [];
  for (const one of step.requires ?? []) if (!(await sandbox.has(one))) missing.push(one);
  if (missing.length > 0)
    return { ...verdict, isSkipped: true, findings: [], notes: [{ code: 'skipped', params: { requires: missing.join(', ') } }] };
  const findings: StepFinding[] = await verifyCases(trial);
  const notes: StepFinding[] = [];
  try {
    await served(trial, async () => {
      const start = await verifyStart(trial);
      findings.push(...start.findings);
      notes.push(...start.notes);
      if (isByHand(step)) notes.push({ code: 'by_hand', params: {} });
      else findings.push(...(await verifyMistakes(trial)), ...(await verifySolution(trial)));
    });
  } catch (thrown) {
    signal.throwIfAborted();
    findings.push(broken(thrown));
  }
  return { ...verdict, findings, notes };
}

/** What nobody but a person can break has no solution. */
const isByHand = ({ kind, solution }: WorkshopStep): boolean => kind === 'break' && !solution;

/** With what a step needs beside a server, where anything of it is looked at. */
async function served({ sandbox, step }: StepTrial, work: () => Promise<void>): Promise<void> {
  const end = isOnlyTold(step) ? undefined : await sandbox.serve(step.requires ?? []);
  await work().finally(end);
}

/** A line that failed, a file that is not there: the next step is tried all the same. */
function broken(thrown: unknown): StepFinding {
  const { code, params } = toProblem(thrown);
  if (code === 'solution_line_failed') return { code: 'line_fails', params };
  return { code: 'broken', params: {}, found: { code, params } };
}
