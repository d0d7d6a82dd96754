import { existsSync } from 'node:fs';
import path from 'node:path';
import { ProblemError, toProblem } from '../model/problem.ts';

/** For `catch`: a problem in a file of one of these folders, thrown on with its absolute path, which an editor can open. */
export const placedIn =
  (...folders: readonly [string, ...string[]]) =>
  (error: unknown): never => {
    const { file, ...problem } = toProblem(error);
    if (file === undefined || path.isAbsolute(file)) throw error;
    const found = folders.map(folder => path.resolve(folder, file)).find(existsSync);
    throw new ProblemError({ ...problem, file: found ?? path.resolve(folders[0], file) }, { cause: error });
  };
