import type { Workshop } from '../../model/generated/types.ts';
import { forgetSteps } from '../../model/workshop/foldProgress.ts';
import type { ResetDone } from '../../model/workshop/learnerWork.ts';
import { stepsIn, type StepScope } from '../../model/workshop/steps.ts';
import { changesTo, createFolderStates, type FileChange, type WorkshopFiles } from './folderState.ts';
import { replace, type LearnerDesk } from './learnerDesk.ts';
import type { LearnerFolder } from './workshopPorts.ts';

/** The files of these steps as they are when the first of them begins. */
export async function planReset(
  workshop: Workshop,
  scope: StepScope,
  { files, learner }: { readonly files: WorkshopFiles; readonly learner: Pick<LearnerFolder, 'read'> },
): Promise<readonly FileChange[]> {
  const steps = stepsIn(workshop, scope).map(({ id }) => id);
  const states = createFolderStates(workshop, files);
  const wanted = await states.before(steps[0] ?? '');
  return changesTo(wanted, await states.touched(steps), learner);
}

/** A step, a part or the workshop begins again: its files, and what is remembered of its steps. */
export async function resetSteps(desk: LearnerDesk, scope: StepScope): Promise<ResetDone> {
  const steps = stepsIn(desk.workshop, scope).map(({ id }) => id);
  const changes = await planReset(desk.workshop, scope, desk);
  const backup = await replace(desk, changes, { reason: 'reset', steps });
  if (backup !== null) await desk.progress.change(progress => forgetSteps(progress, steps));
  return { backup, files: changes.map(({ path }) => path), steps };
}
