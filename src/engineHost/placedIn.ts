import path from 'node:path';
import { ProblemError, toProblem } from '../model/problem.ts';

/** For `catch`: a problem in a file of a folder, thrown on with that file's absolute path, which an editor can open. */
export const placedIn =
  (folder: string) =>
  (error: unknown): never => {
    const { file, ...problem } = toProblem(error);
    if (file === undefined || path.isAbsolute(file)) throw error;
    throw new ProblemError({ ...problem, file: path.resolve(folder, file) }, { cause: error });
  };
