import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '../../model/fileProblem.ts';
import { makeFolders } from '../makeFolders.ts';
import { nodeDisk, syncFolder } from './disk.ts';

/** Its own `.gitignore`: what a run makes is never committed by accident. */
export async function makeWorkFolder(workDir: string): Promise<void> {
  try {
    if ((await makeFolders(workDir)).length > 0) await syncFolder(nodeDisk, path.dirname(workDir));
    await writeFile(path.join(workDir, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  } catch (error) {
    throw fileProblem(error, workDir);
  }
}
