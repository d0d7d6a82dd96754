import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Artifacts } from '../../engine/ports.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { ProblemError, fail } from '../../model/problem.ts';
import { makeFolder, nodeDisk, syncFolder, type Disk } from './disk.ts';

/** The work folder's files. `readInput` comes from whoever knows where INPUT lies. */
export function createArtifacts(workDir: string, readInput: Artifacts['readInput'], disk = nodeDisk): Artifacts {
  const made = new Map<string, Promise<string>>();
  let written = 0;

  /** Makes the folder once, and refuses one that links lead out of the work folder. */
  function folderOf(file: string): Promise<string> {
    const folder = path.dirname(file);
    const known = made.get(folder);
    if (known) return known;
    const making = makeInside(disk, workDir, folder);
    made.set(folder, making);
    making.catch(() => made.delete(folder));
    return making;
  }

  async function place(to: string, bytes: Uint8Array | string): Promise<void> {
    const file = inside(workDir, to);
    written += 1;
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}-${written}.tmp`);
    try {
      const folder = await folderOf(file);
      try {
        await writeDurably(disk, temporary, bytes);
        await disk.rename(temporary, file);
      } catch (error) {
        await disk.rm(temporary, { force: true }).catch(() => undefined); // Why it was left says the first error.
        throw error;
      }
      await syncFolder(disk, folder);
    } catch (error) {
      throw notWritten(error, file);
    }
  }

  return {
    async read(name) {
      const file = inside(workDir, name);
      try {
        return await readInside(disk, workDir, file);
      } catch (error) {
        throw fileProblem(error, file);
      }
    },
    async write(name, bytes) {
      await place(name, bytes);
      return createHash('sha256').update(bytes).digest('hex');
    },
    async reuse(from, to, sha256) {
      const file = inside(workDir, from);
      const bytes = await readInside(disk, workDir, file).catch(() => undefined);
      if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
      if (file === inside(workDir, to)) return true;
      await place(to, bytes);
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
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
};

async function makeInside(disk: Disk, workDir: string, folder: string): Promise<string> {
  await makeFolder(disk, folder, workDir);
  const [root, real] = await Promise.all([disk.realpath(workDir), disk.realpath(folder)]);
  if (real !== root && !isWithin(root, real)) throw fail('config', 'path_outside', { path: folder });
  return folder;
}

async function readInside(disk: Disk, workDir: string, file: string): Promise<Uint8Array> {
  const [root, real] = await Promise.all([disk.realpath(workDir), disk.realpath(file)]);
  if (!isWithin(root, real)) throw fail('config', 'path_outside', { path: file });
  return disk.readFile(real);
}

async function writeDurably(disk: Disk, file: string, bytes: Uint8Array | string): Promise<void> {
  // Over what a killed process left: where every process has the number 7, names come again.
  const handle = await disk.open(file, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Whatever the reason, it is the work folder that cannot be written, and no page is to blame. */
function notWritten(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const known = fileProblem(error, path);
  if (known instanceof ProblemError && known.problem.code === 'disk_full') return known;
  return fail('config', 'artifact_not_written', { path, reason: error.message }, error);
}
