import type { Workshop, WorkshopStep } from '../../model/generated/types.ts';
import { fail } from '../../model/problem.ts';
import { allSteps } from '../../model/workshop/steps.ts';
import type { LearnerFolder } from './workshopPorts.ts';

/** A workshop's own folder, to be read only. */
export type WorkshopFiles = Pick<LearnerFolder, 'list' | 'read'>;

/** Files of the learner's folder, by path. */
export type FileMap = ReadonlyMap<string, Uint8Array>;

/** Where a file stands, and where it should; null: not there. */
export interface FileChange {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}

/** What the steps of a workshop mean for the files of a learner's folder. */
export interface FolderStates {
  /** The starting files with the solutions of all steps before that one; of the first one: the starting files. */
  before(step: string): Promise<FileMap>;
  solution(step: string): Promise<FileMap>;
  /** What one writes in these steps: their solutions' files, the likely mistakes, what they open. All files known where all steps are named. */
  touched(steps: readonly string[]): Promise<readonly string[]>;
}

/** Read from the disk once each. */
export function createFolderStates(workshop: Workshop, files: WorkshopFiles): FolderStates {
  const steps = allSteps(workshop);
  const read = new Map<string, Promise<FileMap>>();
  const below = (folder: string | null | undefined): Promise<FileMap> => {
    const key = folder ?? '';
    const known = read.get(key) ?? filesBelow(files, folder);
    read.set(key, known);
    return known;
  };
  const solution = (step: string): Promise<FileMap> => below(stepOf(steps, step).solution?.files);
  return {
    solution,
    async before(step) {
      const at = steps.indexOf(stepOf(steps, step));
      const solved = await Promise.all(steps.slice(0, at).map(({ id }) => solution(id)));
      return new Map([await below(workshop.start), ...solved].flatMap(one => [...one]));
    },
    async touched(ids) {
      const start = await below(workshop.start);
      const all = ids.length === steps.length ? [...start.keys()] : [];
      const named = ids.flatMap(id => namedIn(stepOf(steps, id)));
      const folders = ids.map(id => stepOf(steps, id)).flatMap(foldersOf);
      const written = (await Promise.all(folders.map(below))).flatMap(one => [...one.keys()]);
      return [...new Set([...all, ...named, ...written])].sort();
    },
  };
}

/** What has to change for the learner's folder to hold these at these paths, and nothing else there. */
export async function changesTo(
  wanted: FileMap,
  paths: Iterable<string>,
  learner: Pick<LearnerFolder, 'read'>,
): Promise<readonly FileChange[]> {
  const all = await Promise.all(
    [...paths].map(async path => ({ path, before: await learner.read(path), after: wanted.get(path) ?? null })),
  );
  return all.filter(({ before, after }) => !sameBytes(before, after));
}

export async function writeChanges(changes: readonly FileChange[], learner: LearnerFolder): Promise<void> {
  for (const { path, after } of changes) await (after ? learner.write(path, after) : learner.remove(path));
}

export function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Usage `workshop_no_such_step`. */
export function stepOf(steps: readonly WorkshopStep[], id: string): WorkshopStep {
  const step = steps.find(one => one.id === id);
  if (!step) throw fail('usage', 'workshop_no_such_step', { step: id });
  return step;
}

const foldersOf = ({ solution, mistakes }: WorkshopStep): string[] =>
  [solution?.files, ...(mistakes ?? []).map(({ files }) => files)].filter(name => typeof name === 'string');

const namedIn = ({ actions, checks }: WorkshopStep): string[] =>
  [...(actions ?? []).map(({ open }) => open), ...(checks ?? []).map(({ module }) => module)].filter(
    name => typeof name === 'string',
  );

export async function filesBelow(files: WorkshopFiles, folder: string | null | undefined): Promise<FileMap> {
  if (!folder) return new Map();
  const start = `${folder.replace(/\/+$/, '')}/`;
  const names = (await files.list()).filter(name => name.startsWith(start));
  const read = names.map(async name => {
    const bytes = await files.read(name);
    if (!bytes) throw fail('config', 'workshop_file_missing', { path: name });
    return [name.slice(start.length), bytes] as const;
  });
  return new Map(await Promise.all(read));
}
