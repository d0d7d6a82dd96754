import { rename, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { makeFolders } from '../adapters/makeFolders.ts';
import { ProblemError } from '../model/problem.ts';

/** One output name per input, in its order: two `index.html` of different folders must not fall together. */
export function outputNames(files: readonly string[], extension: string): string[] {
  const taken = new Set<string>();
  return files.map(file => {
    const stem = file === '-' ? 'stdin' : basename(file, extname(file));
    let name = `${stem}${extension}`;
    // Case does not tell files apart on macOS and Windows.
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${stem}-${copy}${extension}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Writes whole files only (a temporary name, then a rename); gives the path relative to `cwd`. */
export async function writeOutput(place: { cwd: string; dir: string; name: string }, text: string): Promise<string> {
  const path = resolve(place.cwd, place.dir, place.name);
  const shown = relative(place.cwd, path);
  const unfinished = join(dirname(path), `.${place.name}.unfinished`);
  try {
    await makeFolders(dirname(path));
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ProblemError({ kind: 'system', code: 'write_failed', params: { path: shown, reason } }, { cause: error });
  }
  return shown;
}
