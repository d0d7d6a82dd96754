import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileProblem } from '../../model/fileProblem.ts';

const TABLE = /\.(parquet|parq|pqt?)$/i;

/**
 * Of a folder: its Parquet files, below it, with `/` and in order of path; names that begin with `_` or `.` are invisible,
 * as to pandas, pyarrow, DuckDB and Spark. Null: it is no folder (what a file is, its reader says).
 */
export async function findTables(folder: string): Promise<readonly string[] | null> {
  if (!(await isFolder(folder))) return null;
  const files: string[] = [];
  const root = await realpath(folder);
  const folders = [{ below: '', real: root }];
  // A link to a folder above would be followed for ever.
  const seen = new Set([root]);
  for (const { below, real } of folders) {
    const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
      throw fileProblem(error, path.join(folder, below));
    });
    for (const entry of entries) {
      if (/^[._]/.test(entry.name)) continue;
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      const place = path.join(folder, name);
      const isLink = entry.isSymbolicLink();
      if (entry.isDirectory() || (isLink && (await isFolder(place)))) {
        const there = isLink ? await realpath(place) : path.join(real, entry.name);
        if (seen.size < seen.add(there).size) folders.push({ below: name, real: there });
      } else if (TABLE.test(entry.name)) files.push(name);
    }
  }
  return files.sort();
}

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    found => found.isDirectory(),
    () => false,
  );
