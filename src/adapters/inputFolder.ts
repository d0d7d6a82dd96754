import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { InputFolder, InputPath } from '../engine/checkInputPaths.ts';
import { fail } from '../model/problem.ts';

/** Files that an input names: relative to its folder and, where nothing is there, to the current one; inside one of the two. */
export function createInputFolder(options: {
  /** Where the input file lies; absent when the input came as data. */
  readonly inputFolder?: string;
  readonly currentFolder: string;
}): InputFolder & { readBytes(path: string): Promise<Uint8Array> } {
  const firstBase = options.inputFolder ?? options.currentFolder;
  const bases = [firstBase, options.currentFolder];

  async function resolveInput(path: string): Promise<InputPath> {
    // Node refuses a NUL in a path by an exception.
    if (path.includes('\0')) return { kind: 'outside' };
    const roots = await Promise.all(bases.map(deepestReal));
    const isInside = (real: string): boolean => roots.some(root => contains(root, real));
    for (const base of bases) {
      const absolute = resolve(base, path);
      if (await isFile(absolute)) {
        const real = await realpath(absolute);
        return isInside(real) ? { kind: 'ok', absolute: real } : { kind: 'outside' };
      }
    }
    // What is not there is judged by where it would be, so that no message tells what lies outside.
    return { kind: isInside(await deepestReal(resolve(firstBase, path))) ? 'missing' : 'outside' };
  }

  async function readBytes(path: string): Promise<Uint8Array> {
    const found = await resolveInput(path);
    if (found.kind === 'outside') throw fail('config', 'path_outside', { path });
    if (found.kind === 'missing') throw fail('data', 'input_file_missing', { path });
    return readReal(found.absolute, path);
  }

  return { resolve: resolveInput, readBytes };
}

/** Follows no link any more: the path was resolved, and nobody may swap its last part for a link in between. */
async function readReal(real: string, path: string): Promise<Uint8Array> {
  try {
    const file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw fail('data', 'input_file_unreadable', { path, reason: codeOf(thrown) }, thrown);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The real path of the deepest part that exists, with the rest put back: where the path would lead. */
async function deepestReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : resolve(await deepestReal(parent), relative(parent, path));
  }
}

/** By parts, never by how the text begins: `/root-evil` is not in `/root`. */
function contains(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
}
