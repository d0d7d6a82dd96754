import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '../model/fileProblem.ts';

/** Marks this work folder's rows in a database that many share; it moves with the folder and outlives its emptying. */
const NAME = 'folder-id';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Made on first use, in a folder that is there. */
export async function folderId(workDir: string): Promise<string> {
  const file = path.join(workDir, NAME);
  try {
    await writeFile(file, `${randomUUID()}\n`, { flag: 'wx' }).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    const id = (await readFile(file, 'utf8')).trim();
    if (UUID.test(id)) return id;
  } catch (error) {
    throw fileProblem(error, file);
  }
  throw new Error(`${file} holds no id`);
}
