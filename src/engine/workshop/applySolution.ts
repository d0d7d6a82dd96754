import type { Applied } from '../../model/workshop/learnerWork.ts';
import { stepsIn } from '../../model/workshop/steps.ts';
import { changesTo, createFolderStates } from './folderState.ts';
import { replace, type LearnerDesk } from './learnerDesk.ts';
import { runLines, type LineMoved } from './runLines.ts';
import type { CommandLine } from './workshopPorts.ts';

export interface SolutionWork {
  readonly cli: CommandLine;
  readonly signal: AbortSignal;
  readonly moved: LineMoved;
}

/** A step's files over the learner's, then its lines. */
export async function applySolution(desk: LearnerDesk, step: string, work: SolutionWork): Promise<Applied> {
  const [asked] = stepsIn(desk.workshop, { step });
  const solved = await createFolderStates(desk.workshop, desk.files).solution(step);
  const changes = await changesTo(solved, solved.keys(), desk.learner);
  const backup = await replace(desk, changes, { reason: 'solution', steps: [] });
  const lines = asked?.solution?.run ?? [];
  await runLines(lines, { ...work, unplugAfter: asked?.solution?.unplug_after });
  return { backup, files: changes.map(({ path }) => path), ran: lines.length };
}
