import type { Workshop } from '../../model/generated/types.ts';
import { fail } from '../../model/problem.ts';
import { allSteps } from '../../model/workshop/steps.ts';
import { changesTo, createFolderStates, writeChanges, type FileChange, type WorkshopFiles } from './folderState.ts';
import type { LearnerFolder } from './workshopPorts.ts';

/**
 * The starting files, into a learner's folder. Usage `start_file_differs`, and then nothing is written: a file of that
 * name with something else in it is somebody's. `isBegun`: all that is there is the learner's, and only what is missing
 * comes. Gives the paths that are new.
 */
export async function copyStart(
  workshop: Workshop,
  files: WorkshopFiles,
  learner: LearnerFolder,
  isBegun = false,
): Promise<readonly string[]> {
  const first = allSteps(workshop)[0];
  const wanted = first ? await createFolderStates(workshop, files).before(first.id) : new Map<string, Uint8Array>();
  const all = await changesTo(wanted, wanted.keys(), learner);
  const changes = isBegun ? all.filter(({ before }) => before === null) : all;
  const [other, ...more] = changes.filter(saysSomething);
  if (other) throw fail('usage', 'start_file_differs', { path: other.path, more: more.length });
  await writeChanges(changes, learner);
  return changes.map(({ path }) => path);
}

const BLANK = /^\s*$/;

const saysSomething = ({ before }: FileChange): boolean => before !== null && !BLANK.test(new TextDecoder().decode(before));
