import type { Workshop } from '../../model/generated/types.ts';
import type { SolutionFile, SolutionPlan } from '../../model/workshop/learnerWork.ts';
import { stepsIn } from '../../model/workshop/steps.ts';
import { createFolderStates, type WorkshopFiles } from './folderState.ts';
import type { LearnerFolder } from './workshopPorts.ts';

/** A step's solution beside what the learner has. Usage `workshop_no_such_step`. */
export async function planSolution(
  workshop: Workshop,
  step: string,
  { files, learner }: { readonly files: WorkshopFiles; readonly learner: Pick<LearnerFolder, 'read'> },
): Promise<SolutionPlan> {
  const [asked] = stepsIn(workshop, { step });
  const solved = await createFolderStates(workshop, files).solution(step);
  const shown = [...solved].map(async ([path, after]): Promise<SolutionFile> => {
    const before = await learner.read(path);
    return { path, before: before && textOf(before), after: textOf(after) };
  });
  return { files: await Promise.all(shown), run: asked?.solution?.run ?? [] };
}

/** A byte that is no UTF-8 is shown as such; what is written are the bytes themselves. */
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
