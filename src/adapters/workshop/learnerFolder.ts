import { readdir, readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LearnerFolder } from '../../engine/workshop/workshopPorts.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { writeDurably } from '../durableFile.ts';

/** More files than any learner makes: a wrong folder is told, not walked for minutes. */
const MOST_FILES = 20_000;
const SKIPPED = new Set(['node_modules', '__pycache__']);

/** A learner's folder on the disk. Config `path_outside` for a path, or a link, that leads out of it. */
export function openLearnerFolder(root: string): LearnerFolder {
  const at = (file: string) => inside(root, file);
  return {
    list: () => listFiles(root),
    async read(file) {
      const place = await at(file);
      return readFile(place).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw fileProblem(error, place);
      });
    },
    async write(file, bytes) {
      const place = await at(file);
      await writeDurably(place, bytes).catch((error: unknown) => {
        throw fileProblem(error, place);
      });
    },
    async remove(file) {
      const place = await at(file);
      await rm(place, { force: true }).catch((error: unknown) => {
        if (!isMissing(error)) throw fileProblem(error, place);
      });
    },
  };
}

async function listFiles(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop())
    for (const entry of await entriesOf(path.join(root, folder))) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) files.push(name);
      else if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) waiting.push(name);
      if (files.length > MOST_FILES) throw fail('config', 'learner_too_many_files', { limit: MOST_FILES, path: root });
    }
  return files.sort();
}

/** A folder that somebody takes away meanwhile holds nothing. */
const entriesOf = (folder: string) =>
  readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw fileProblem(error, folder);
  });

/** Absolute. By where it would really lie: a folder on the way may be a link, and so may the file. */
async function inside(root: string, file: string): Promise<string> {
  const isPlain = file !== '' && !file.includes('\0') && !path.isAbsolute(file) && !path.win32.isAbsolute(file);
  const place = path.resolve(root, file);
  if (!isPlain || !contains(await deepestReal(root), await deepestReal(place)))
    throw fail('config', 'path_outside', { path: file });
  return place;
}

/** The real path of the deepest part that exists, with the rest put back. A link to nothing leads nobody knows where. */
async function deepestReal(place: string): Promise<string> {
  try {
    return await realpath(place);
  } catch (error) {
    const parent = path.dirname(place);
    if (parent === place || !isMissing(error)) throw error;
    return path.join(await deepestReal(parent), path.basename(place));
  }
}

/** By parts, never by how the text begins: `/root-evil` is not in `/root`. */
function contains(root: string, place: string): boolean {
  const way = path.relative(root, place);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
