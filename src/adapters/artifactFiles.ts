import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Artifacts } from '../engine/ports.ts';
import { fileProblem } from '../model/fileProblem.ts';
import { fail } from '../model/problem.ts';

/** The work folder's files. `readInput` comes from whoever knows where INPUT lies. */
export function createArtifacts(workDir: string, readInput: Artifacts['readInput']): Artifacts {
  const made = new Map<string, Promise<string>>();
  let written = 0;

  /** Makes the folder once, and refuses one that links lead out of the work folder. */
  function folderOf(file: string): Promise<string> {
    const folder = path.dirname(file);
    const known = made.get(folder);
    if (known) return known;
    const making = makeFolder(workDir, folder);
    made.set(folder, making);
    making.catch(() => made.delete(folder));
    return making;
  }

  async function place(to: string, fill: (temporary: string) => Promise<void>): Promise<void> {
    const file = inside(workDir, to);
    const folder = await folderOf(file);
    written += 1;
    const temporary = path.join(folder, `.${path.basename(file)}.${process.pid}-${written}.tmp`);
    try {
      await fill(temporary);
      await rename(temporary, file);
      await sync(folder, 'r');
    } catch (error) {
      await rm(temporary, { force: true });
      throw fileProblem(error, file);
    }
  }

  return {
    async read(name) {
      const file = inside(workDir, name);
      try {
        return await readInside(workDir, file);
      } catch (error) {
        throw fileProblem(error, file);
      }
    },
    async write(name, bytes) {
      await place(name, temporary => writeDurably(temporary, bytes));
      return createHash('sha256').update(bytes).digest('hex');
    },
    async reuse(from, to, sha256) {
      const file = inside(workDir, from);
      const bytes = await readInside(workDir, file).catch(() => undefined);
      if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
      if (file === inside(workDir, to)) return true;
      await place(to, async temporary => {
        await copyFile(file, temporary);
        await sync(temporary, 'r+');
      });
      return true;
    },
    readInput,
  };
}

/** By its text; where links lead is checked on the real path when the file is opened. */
function inside(workDir: string, name: string): string {
  const file = path.resolve(workDir, name);
  if (path.isAbsolute(name) || !isWithin(workDir, file)) throw fail('config', 'path_outside', { path: name });
  return file;
}

const isWithin = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
};

async function makeFolder(workDir: string, folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    const [root, real] = await Promise.all([realpath(workDir), realpath(folder)]);
    if (real !== root && !isWithin(root, real)) throw fail('config', 'path_outside', { path: folder });
    return folder;
  } catch (error) {
    throw fileProblem(error, folder);
  }
}

async function readInside(workDir: string, file: string): Promise<Uint8Array> {
  const [root, real] = await Promise.all([realpath(workDir), realpath(file)]);
  if (!isWithin(root, real)) throw fail('config', 'path_outside', { path: file });
  return readFile(real);
}

async function writeDurably(file: string, bytes: Uint8Array | string): Promise<void> {
  // Over what a killed process left: where every process has the number 7, names come again.
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** A folder is synced too: without it the rename may be lost with the power. Windows cannot, and need not. */
async function sync(name: string, flags: 'r' | 'r+'): Promise<void> {
  if (process.platform === 'win32' && flags === 'r') return;
  const handle = await open(name, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
