import { dataColumns } from '../engine/quality/dataColumns.ts';
import type { TableColumn } from '../engine/filePorts.ts';
import { createTables } from './outputs/tables.ts';
import { findTables } from './quality/findTables.ts';

/** The columns of a Parquet file or of a dataset's folder, made real for Node. */
export async function readDataColumns(path: string): Promise<readonly TableColumn[]> {
  const tables = createTables();
  return dataColumns({ openTableFile: tables.openTableFile, findTables }, path).finally(tables.close);
}
