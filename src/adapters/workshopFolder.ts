import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { WorkshopFolder } from '../engine/workshop/checkWorkshop.ts';
import { fileProblem } from '../model/fileProblem.ts';
import { fail, ProblemError } from '../model/problem.ts';
import { fileTooLarge } from '../model/workshop/limits.ts';

/** More files than any workshop has: a wrong folder is told, not walked for minutes. */
const MOST_FILES = 20_000;
const SKIPPED = new Set(['node_modules', '__pycache__']);

/** A workshop's folder on the disk; links are not followed, so nothing outside it is read. */
export function openWorkshopFolder(root: string): WorkshopFolder {
  let listed: Promise<readonly string[]> | undefined;
  return {
    list: () => (listed ??= listFiles(root)),
    async read(file) {
      const files = await (listed ??= listFiles(root));
      if (!files.includes(file)) throw fail('config', 'workshop_file_missing', { path: file });
      return (await readBytes(path.join(root, file), file)).toString('utf8');
    },
  };
}

/** `workshop.yaml`; half-read, a workshop would be played with letters that nobody wrote. `named` in what is refused. */
export async function readDescription(file: string, named = file): Promise<string> {
  const bytes = await readBytes(file, named);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw fail('config', 'file_not_utf8', { path: named }, error);
  }
}

/** Its size first: what is too large is not even read. */
async function readBytes(file: string, named: string): Promise<Buffer> {
  try {
    const at = await stat(file);
    if (!at.isFile()) throw fail('config', 'not_a_file', { path: named });
    const large = fileTooLarge(named, at.size);
    if (large) throw new ProblemError(large);
    return await readFile(file);
  } catch (error) {
    throw fileProblem(error, named);
  }
}

async function listFiles(root: string): Promise<readonly string[]> {
  const files: string[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop())
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) files.push(name);
      else if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) waiting.push(name);
      if (files.length > MOST_FILES) throw fail('config', 'workshop_too_many_files', { limit: MOST_FILES, path: root });
    }
  return files.sort();
}
