import type { TableColumn } from '../filePorts.ts';
import { openWholeTable, type WholeTablePorts } from './openWholeTable.ts';

/** Old and new partitions: where columns came or went, it is between these. */
const [FIRST, LAST] = [1, 4];

/** The columns of a Parquet file, or of a dataset's folder, from a few of its files. Throws what `openWholeTable` throws. */
export async function dataColumns(ports: WholeTablePorts, path: string): Promise<readonly TableColumn[]> {
  const few = async (folder: string) => {
    const files = await ports.findTables(folder);
    return files && files.filter((_, at) => at < FIRST || at >= files.length - LAST);
  };
  const { columns, parts } = await openWholeTable({ ...ports, findTables: few }, path, path);
  await Promise.all(parts.map(({ reader }) => reader.close()));
  return columns;
}
