import { isForeignTable, partitionFolder, readPartitions, SUCCESS, TABLE } from '../../model/dataset/layout.ts';
import { fail } from '../../model/problem.ts';
import type { DatasetFolder } from '../ports.ts';
import { readStanding } from './stateFiles.ts';

/** What stands in a dataset's folder, by its names alone. */
export interface Survey {
  /** Days that have a folder, in their order. */
  readonly dates: readonly string[];
  /** Those that have their `_SUCCESS`. */
  readonly done: readonly string[];
  /** Those that have a table. */
  readonly tables: readonly string[];
  /** Folders that look like a partition's, and name no day: left alone. */
  readonly strays: readonly string[];
}

/** The days whose table is as long as their `_SUCCESS` says: one that was cut must not pass for done. */
export async function readWhole(folder: DatasetFolder, { done }: Survey): Promise<readonly string[]> {
  const whole: string[] = [];
  for (const date of done) if (await readStanding(folder, date)) whole.push(date);
  return whole;
}

/** Throws config `dataset_foreign_table`: whoever reads the folder would read its rows with ours. */
export async function readSurvey(folder: DatasetFolder): Promise<Survey> {
  const { dates, strays } = readPartitions(await folder.list(''));
  const [done, tables]: [string[], string[]] = [[], []];
  for (const date of dates) {
    const names = await folder.list(partitionFolder(date));
    const foreign = names.find(isForeignTable);
    if (foreign !== undefined)
      throw fail('config', 'dataset_foreign_table', { path: `${folder.path}/${partitionFolder(date)}/${foreign}` });
    if (names.includes(SUCCESS)) done.push(date);
    if (names.includes(TABLE)) tables.push(date);
  }
  return { dates, done, tables, strays };
}
