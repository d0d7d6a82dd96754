import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkshopFolder } from '../engine/workshop/checkWorkshop.ts';
import { fail } from '../model/problem.ts';

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
      return readFile(path.join(root, file), 'utf8');
    },
  };
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
