import { createReadStream } from 'node:fs';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DatasetFolder } from '../../engine/ports.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { appendDurably, makeFolder, syncFolder, writeDurably } from '../durableFile.ts';

/** Of runs, too: `run` is what the lock's owner is said to hold. */
export type TakeLock = (file: string, params: { readonly run: string }) => Promise<() => Promise<void>>;

export const DATASET_LOCK = '_state/lock';

/** A dataset's folder on Node's file system; it is made by what is first written. */
export function openDatasetFolder(root: string, takeLock: TakeLock): DatasetFolder {
  const at = (name: string): string => inside(root, name);
  return {
    path: root,
    list: folder => named(at(folder), () => listFolder(at(folder))),
    place: name => ({ folder: path.dirname(at(name)), name: path.basename(name) }),
    size: name => named(at(name), () => orNull(stat(at(name)).then(({ size }) => size))),
    read: name => named(at(name), () => orNull(readFile(at(name), 'utf8'))),
    lines: name => readLines(at(name)),
    write: (name, text) => named(at(name), () => writeDurably(at(name), text)),
    append: (name, lines) => named(at(name), () => appendDurably(at(name), lines.map(line => `${line}\n`).join(''))),
    remove: name =>
      named(at(name), async () => {
        await rm(at(name), { force: true });
        await orNull(syncFolder(path.dirname(at(name))));
      }),
    lock: () =>
      named(at(DATASET_LOCK), async () => {
        await makeFolder(path.dirname(at(DATASET_LOCK)));
        return takeLock(at(DATASET_LOCK), { run: root });
      }),
  };
}

/** Names come from our own code and from files that people edit. */
function inside(root: string, name: string): string {
  const file = path.resolve(root, name);
  const relative = path.relative(root, file);
  if (path.isAbsolute(name) || relative.split(path.sep)[0] === '..')
    throw fail('config', 'path_outside', { path: name });
  return file;
}

async function listFolder(folder: string): Promise<readonly string[]> {
  const entries = (await orNull(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
}

async function* readLines(file: string): AsyncIterable<string> {
  if ((await named(file, () => orNull(stat(file)))) === null) return;
  const stream = createReadStream(file, 'utf8');
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  try {
    yield* lines;
  } catch (error) {
    throw fileProblem(error, file);
  } finally {
    stream.destroy();
  }
}

async function orNull<Result>(reading: Promise<Result>): Promise<Result | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function named<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fileProblem(error, file);
  }
}
