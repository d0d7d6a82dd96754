import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { DatasetPorts } from '../engine/dataset/datasetWriting.ts';
import { inspectData as inspectEngine, type Inspection, type InspectRequest } from '../engine/quality/inspectData.ts';
import { validate, type ValidateRequest } from '../engine/quality/validate.ts';
import { placeInDataset, STATE } from '../model/dataset/layout.ts';
import { systemClock } from './clock.ts';
import { openDatasetFolder } from './dataset/datasetFolder.ts';
import { nodeHash } from './hash.ts';
import { openFormat } from './outputs/rowFormats.ts';
import { createTables } from './outputs/tables.ts';
import { findTables } from './quality/findTables.ts';
import { createPatternMatchers } from './quality/patternMatcher.ts';
import { takeLock } from './runs/runLock.ts';
import { capYoungGeneration } from './youngGeneration.ts';

/** `file` is absolute: a Parquet file, or a folder. */
export type InspectDataRequest = Omit<InspectRequest, 'path'> & Omit<ValidateRequest, 'before' | 'onFailing'>;

/** A file or a folder against rules, and what is done with the findings, made real for Node. */
export async function inspectData(request: InspectDataRequest): Promise<Inspection> {
  capYoungGeneration();
  const tables = createTables();
  const { openMatcher, close } = createPatternMatchers();
  const { openTableFile } = tables;
  const elapsed = (): number => performance.now();
  const ports = {
    openTableFile,
    openFormat: (format: 'parquet' | 'csv') => openFormat(format, tables),
    validate: (asked: Pick<ValidateRequest, 'before' | 'onFailing'>) =>
      validate({ openTableFile, findTables, openMatcher, elapsed }, { ...request, ...asked }),
    dataset: await findDataset(request.file, tables),
    realPath,
  };
  return inspectEngine(ports, { ...request, path: slashed(request.file) }).finally(() => {
    tables.close();
    close();
  });
}

/** The folders at its end may not be there yet. */
async function realPath(file: string): Promise<string> {
  const found = await realpath(file).catch(() => null);
  const above = path.dirname(file);
  if (found !== null || above === file) return slashed(found ?? file);
  return path.posix.join(await realPath(above), path.basename(file));
}

const slashed = (file: string): string => file.replaceAll(path.sep, '/');

/** Of a dataset that we have written: its folder, or a day's folder or table. */
async function findDataset(
  file: string,
  tables: DatasetPorts['tables'],
): Promise<{ readonly ports: DatasetPorts; readonly date: string | null } | null> {
  const { folder: root, date } = placeInDataset(slashed(file));
  const folder = openDatasetFolder(path.normalize(root), takeLock);
  const isOurs = await folder.size(STATE.dataset).then(
    size => size !== null,
    () => false,
  );
  return isOurs ? { ports: { folder, tables, hash: nodeHash, clock: systemClock }, date } : null;
}
