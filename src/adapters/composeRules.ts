import { dataColumns } from '../engine/quality/dataColumns.ts';
import { profileData, type ProfileRequest } from '../engine/quality/profileData.ts';
import type { TableColumn } from '../engine/filePorts.ts';
import { proposeRules, type Proposal } from '../model/quality/proposeRules.ts';
import { createTables } from './outputs/tables.ts';
import { findTables } from './quality/findTables.ts';
import { capYoungGeneration } from './youngGeneration.ts';

/** The columns of a Parquet file or of a dataset's folder, made real for Node. */
export async function readDataColumns(path: string): Promise<readonly TableColumn[]> {
  const tables = createTables();
  return dataColumns({ openTableFile: tables.openTableFile, findTables }, path).finally(tables.close);
}

/** Rules that hold for what a file or a folder holds now. */
export async function proposeDataRules(request: ProfileRequest, now: Date): Promise<Proposal> {
  capYoungGeneration();
  const tables = createTables();
  const ports = { openTableFile: tables.openTableFile, findTables };
  return proposeRules(await profileData(ports, request).finally(tables.close), now);
}
