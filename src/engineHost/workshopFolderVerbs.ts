import path from 'node:path';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { WorkshopFolderVerbs } from '../protocol/workshopFolder.ts';
import type { HeldFolders } from './heldFolders.ts';
import type { WorkshopParts } from './workshopDesk.ts';
import type { FolderDesk } from './workshopFolderDesk.ts';
import { createLongWork } from './longWork.ts';

/** Beside dist/, in the repository and in the VSIX alike. */
const CONTENT = path.join(__dirname, '..', 'workshop');
const CLI = path.join(__dirname, 'cli.js');

/** What is done to a learner's folder. All that does it is read when somebody asks first. */
export function createWorkshopFolderVerbs(
  { whileIdle, remembered }: Pick<HeldFolders, 'whileIdle'> & Pick<WorkshopParts, 'remembered'>,
  tell: () => Pick<Tells<GuestVerbs>, 'solutionMoved'>,
): Handlers<WorkshopFolderVerbs> {
  let opened: Promise<FolderDesk> | undefined;
  const desk = () =>
    (opened ??= import('./workshopFolderDesk.ts').then(async ({ openFolderDesk }) =>
      openFolderDesk({ whileIdle, content: CONTENT, cli: CLI, remembered: await remembered() }),
    ));
  const work = createLongWork('solution');
  const watched = (workDir: string, signal: AbortSignal) => ({
    signal,
    moved: (done: number, total: number, line: string) => tell().solutionMoved({ workDir, done, total, line }),
  });
  return {
    shippedWorkshops: async asked => (await desk()).shipped(asked),
    begunWorkshops: async asked => (await desk()).begun(asked),
    checkWorkshopFolder: async asked => (await desk()).check(asked),
    startWorkshop: async asked => (await desk()).start(asked),
    newWorkshop: async asked => (await desk()).make(asked),
    planSolution: async asked => (await desk()).planSolution(asked),
    planReset: async asked => (await desk()).planReset(asked),
    applySolution: asked =>
      work.run(asked.workDir, async signal => (await desk()).apply(asked, watched(asked.workDir, signal))),
    resetWorkshop: asked => work.run(asked.workDir, async () => (await desk()).reset(asked)),
    undoReset: asked => work.run(asked.workDir, async () => (await desk()).undo(asked)),
    jumpToPart: asked =>
      work.run(asked.workDir, async signal => (await desk()).jump(asked, watched(asked.workDir, signal))),
    stopWorkshopWork: ({ workDir }) => work.stop(workDir),
  };
}
