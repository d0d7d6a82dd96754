import { open, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { OutputPlace } from '../../engine/ports.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { makeFolders } from '../makeFolders.ts';

/** A file under a name that nobody takes for a finished one. */
export interface PendingFile {
  readonly path: string;
  /** What it will be called: what a message names. */
  readonly final: string;
  /** On the disk, then under its name. Gives its bytes. */
  publish(): Promise<number>;
  discard(): Promise<void>;
}

/** Throws config `no_permission`, `disk_full`, `not_a_folder`; system `write_failed`. */
export async function makePending({ folder, name }: OutputPlace): Promise<PendingFile> {
  const final = path.join(folder, name);
  // No tool that reads `*.parquet` of a folder may find it.
  const pending = path.join(folder, `.${name}.${process.pid}.unfinished`);
  const made = await named(folder, () => makeFolders(folder));
  return {
    path: pending,
    final,
    publish: () =>
      named(final, async () => {
        const bytes = await sync(pending);
        await rename(pending, final);
        // Windows opens no folder.
        await sync(folder).catch(() => undefined);
        return bytes;
      }),
    async discard() {
      await rm(pending, { force: true });
      // A folder that was made for it alone; one that others fill stays.
      if (made.length > 0) await rmdir(folder).catch(() => undefined);
    },
  };
}

export async function named<Result>(file: string, work: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw explain(fileProblem(thrown, file), file);
  }
}

/** A name that is too long, a circle of links: whatever else the system refuses. */
const explain = (thrown: unknown, path: string): unknown =>
  thrown instanceof Error && 'syscall' in thrown && 'code' in thrown
    ? fail('system', 'write_failed', { path, reason: String(thrown.code) }, thrown)
    : thrown;

async function sync(file: string): Promise<number> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}
