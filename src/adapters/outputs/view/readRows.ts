import type { OpenFile } from '../openFiles.ts';
import { readGroup } from '../parquetGroup.ts';

export interface RowsOfColumn {
  readonly file: OpenFile;
  readonly group: number;
  readonly column: number;
  readonly rows: Uint32Array;
}

/** Physical values of some rows of a column of a row group, in the order that is asked for; null where there is none. */
export async function readRows({ file, group, column, rows }: RowsOfColumn): Promise<unknown[]> {
  const [values = []] = await readGroup(file, group, [column]);
  return Array.from(rows, row => values[row] ?? null);
}
