import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail, type Problem } from '../../model/problem.ts';
import { isWorkshopId } from '../../model/workshop/workshopFile.ts';
import { folderIn, newProgress, readProgress, type Progress } from '../../model/workshop/progress.ts';
import { writeDurably } from '../durableFile.ts';

/** Below the work folder; emptying that leaves it alone. */
export const PROGRESS_FOLDER = 'workshop';

export interface ProgressRead {
  /** Empty where there was none, or where it could not be read; then of its folder, where that could be. */
  readonly progress: Progress;
  /** Another version's file, or a broken one: what became of it. */
  readonly problem: Problem | null;
}

/** What a learner's folder remembers of one workshop. */
export interface ProgressFile {
  read(): Promise<ProgressRead>;
  /**
   * On what the file says at this moment, so that two windows lose nothing of each other. Written whole or not at all;
   * not at all where nothing changed.
   */
  change(fold: (progress: Progress) => Progress): Promise<ProgressRead>;
}

export const progressPath = (workDir: string, workshop: string): string =>
  path.join(workDir, PROGRESS_FOLDER, workshop, 'progress.json');

/** One for each file in a process: its changes wait for each other. */
export interface ProgressFiles {
  of(workDir: string, workshop: string): ProgressFile;
}

export function createProgressFiles(): ProgressFiles {
  const files = new Map<string, ProgressFile>();
  return {
    of(workDir, workshop) {
      const file = progressPath(workDir, workshop);
      const found = files.get(file) ?? openProgressFile(file, workshop);
      files.set(file, found);
      return found;
    },
  };
}

function openProgressFile(file: string, workshop: string): ProgressFile {
  if (!isWorkshopId(workshop)) throw fail('usage', 'workshop_bad_id', { id: workshop });
  const read = (): Promise<ProgressRead> => readFrom(file, workshop);
  async function write(fold: (progress: Progress) => Progress): Promise<ProgressRead> {
    const { progress, problem } = await read();
    const changed = fold(progress);
    if (changed === progress) return { progress, problem };
    await writeDurably(file, `${JSON.stringify(changed, null, 2)}\n`).catch((error: unknown) => {
      throw fileProblem(error, file);
    });
    return { progress: changed, problem };
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    read,
    change(fold) {
      const turn = last.then(() => write(fold));
      last = turn.catch(() => undefined); // Told to who asked for it.
      return turn;
    },
  };
}

async function readFrom(file: string, workshop: string): Promise<ProgressRead> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw fileProblem(error, file);
  });
  if (text === null) return { progress: newProgress(workshop), problem: null };
  const found = readProgress(text);
  if ('progress' in found) return { progress: found.progress, problem: null };
  const { code, params } = found.fault;
  const copy = await keepBeside(file, text);
  const problem = { kind: 'config', code, params: { ...params, path: file, copy }, file } as const;
  return { progress: newProgress(workshop, folderIn(text)), problem };
}

/** Named by what it holds: the same file is kept once, however often it is read. */
async function keepBeside(file: string, text: string): Promise<string> {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const copy = path.join(path.dirname(file), `progress.kept-${hash}.json`);
  await writeFile(copy, text, { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw fileProblem(error, copy);
  });
  return copy;
}
