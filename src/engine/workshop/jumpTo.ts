import type { Workshop } from '../../model/generated/types.ts';
import { fail } from '../../model/problem.ts';
import { forgetSteps } from '../../model/workshop/foldProgress.ts';
import type { JumpDone } from '../../model/workshop/learnerWork.ts';
import { allSteps, stepsIn } from '../../model/workshop/steps.ts';
import type { SolutionWork } from './applySolution.ts';
import { changesTo, createFolderStates, writeChanges } from './folderState.ts';
import { keepBefore, type LearnerDesk } from './learnerDesk.ts';
import { runLines } from './runLines.ts';

/** What a jump does, in its order. */
export interface JumpStep {
  readonly step: string;
  readonly lines: readonly string[];
  readonly unplugAfter?: number;
}

export interface JumpWork extends SolutionWork {
  /** Moves what runs left behind into a backup and gives its name; null: there was nothing. */
  emptyWorkFolder(): Promise<string | null>;
}

/** The solutions of all earlier parts; what needs a server or another program is left out. */
export function planJump(workshop: Workshop, part: string): readonly JumpStep[] {
  const first = stepsIn(workshop, { part })[0]?.id;
  const steps = allSteps(workshop);
  const earlier = steps.slice(0, steps.findIndex(({ id }) => id === first));
  return earlier
    .filter(({ solution }) => solution)
    .map(({ id, solution, requires }) => ({
      ...{ step: id, lines: (requires ?? []).length > 0 ? [] : (solution?.run ?? []) },
      ...(solution?.unplug_after ? { unplugAfter: solution.unplug_after } : {}),
    }));
}

/**
 * The state in which a part begins: the starting files, then each earlier solution in turn, its files and its lines, in
 * an empty work folder. All that it replaces is a backup first. Stopped in the middle, the backup is what takes it back.
 */
export async function jumpTo(desk: LearnerDesk, part: string, work: JumpWork): Promise<JumpDone> {
  const plan = planJump(desk.workshop, part);
  const [first] = stepsIn(desk.workshop, { part });
  if (!first) throw fail('usage', 'workshop_no_such_part', { part });
  const states = createFolderStates(desk.workshop, desk.files);
  const ids = allSteps(desk.workshop).map(({ id }) => id);
  const paths = await states.touched(ids);
  const replaced = await changesTo(await states.before(first.id), paths, desk.learner);
  const ahead = ids.slice(ids.indexOf(first.id));
  const workFolder = await work.emptyWorkFolder();
  // All of them: what ends as it was has changed on the way, where it is stopped there.
  const all = await Promise.all(paths.map(async path => ({ path, before: await desk.learner.read(path), after: null })));
  const backup = await keepBefore(desk, all, { reason: 'jump', steps: ahead, workFolder });
  const beginning = await changesTo(await states.before(ids[0] ?? ''), paths, desk.learner);
  await writeChanges(beginning, desk.learner);
  const total = plan.reduce((sum, { lines }) => sum + lines.length, 0);
  let done = 0;
  for (const { step, lines, unplugAfter } of plan) {
    const solved = await states.solution(step);
    await writeChanges(await changesTo(solved, solved.keys(), desk.learner), desk.learner);
    const before = done;
    const moved: JumpWork['moved'] = (at, _of, line) => work.moved(before + at, total, line);
    await runLines(lines, { ...work, moved, unplugAfter });
    done += lines.length;
  }
  await desk.progress.change(progress => forgetSteps(progress, ahead));
  return { backup, files: replaced.map(({ path }) => path), ran: total, step: first.id };
}
