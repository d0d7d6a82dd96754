import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail, type ProblemError } from '../../model/problem.ts';

const TABLE = /\.(parquet|parq|pqt?)$/i;

/**
 * Of a folder: its Parquet files, below it, with `/` and in order of path; names that begin with `_` or `.` are invisible,
 * as to pandas, pyarrow, DuckDB and Spark. Null: it is no folder (what a file is, its reader says). A folder below that
 * cannot be listed, or to which a link leads that cannot be reached, is told to `leaveOut`, its name ending in `/`; without
 * it, it is thrown (such a link only where it is a partition), as `folder` itself always is.
 */
export async function findTables(
  folder: string,
  leaveOut?: (name: string, thrown: unknown) => void,
): Promise<readonly string[] | null> {
  if (!(await isFolder(folder))) return null;
  const files: string[] = [];
  const root = await realpath(folder);
  const folders = [{ below: '', real: root }];
  // A link to a folder above would be followed for ever.
  const seen = new Set([root]);
  for (const { below, real } of folders) {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
      const problem = fileProblem(error, path.join(folder, below));
      if (!leaveOut || below === '') throw problem;
      leaveOut(`${below}/`, problem);
      return [];
    });
    for (const entry of entries) {
      if (/^[._]/.test(entry.name)) continue;
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      const place = path.join(folder, name);
      const isLink = entry.isSymbolicLink();
      const lost = isLink && isFolderName(entry.name) ? await whyLost(place) : null;
      if (lost) {
        if (leaveOut) leaveOut(`${name}/`, lost);
        else if (entry.name.includes('=')) throw lost;
      } else if (entry.isDirectory() || (isLink && (await isFolder(place)))) {
        const there = isLink ? await realpath(place) : path.join(real, entry.name);
        if (seen.size < seen.add(there).size) folders.push({ below: name, real: there });
      } else if (TABLE.test(entry.name)) files.push(name);
    }
  }
  return files.sort();
}

/** Of a link that leads nowhere only its name tells what it stands for: a partition, a folder, or some file. */
const isFolderName = (name: string): boolean => name.includes('=') || !name.includes('.');

/** Why what a link leads to cannot be reached; null: it can. */
const whyLost = (place: string): Promise<ProblemError | null> =>
  stat(place).then(
    () => null,
    async (error: unknown) => {
      const target = await readlink(place).catch(() => '?');
      return fail('config', 'link_lost', { path: place, target }, error);
    },
  );

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    found => found.isDirectory(),
    () => false,
  );
