import { stat } from 'node:fs/promises';
import path from 'node:path';
import { STATE } from '../../../model/dataset/layout.ts';

/** A table lies in its dataset's folder, or in one day's below it. */
const LEVELS = 3;

/** The dataset that a table is, or is a part of, absolute; null: of none. */
export async function datasetOf(table: string): Promise<string | null> {
  let folder = table;
  for (let level = 0; level < LEVELS; level += 1) {
    const isThere = await stat(path.join(folder, STATE.dataset)).then(
      found => found.isFile(),
      () => false,
    );
    if (isThere) return folder;
    folder = path.dirname(folder);
  }
  return null;
}
