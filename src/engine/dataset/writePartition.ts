import { isUnfinished, partitionFolder, tableName } from '../../model/dataset/layout.ts';
import type { StagedRows, DatasetPlan, WrittenPartition } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { mergePartition } from './mergePartition.ts';
import type { Outcome } from './partitionTask.ts';
import { replacePartition } from './replacePartition.ts';
import { readStanding } from './stateFiles.ts';

/** A day's rows into its table: all of it, or what is new and changed among what stands there. */
export async function writePartition(
  writing: DatasetWriting,
  date: string,
  staged: StagedRows,
  plan: DatasetPlan,
): Promise<WrittenPartition> {
  await writing.begin();
  await tidy(writing, date);
  const before = await readStanding(writing.ports.folder, date);
  const write = isReplaced(writing, date) ? replacePartition : mergePartition;
  return described(writing, date, await write({ writing, date, staged, plan, before }));
}

/** Days of the range are replaced, and no others: what lies outside came by chance. */
export function isReplaced({ settings }: Pick<DatasetWriting, 'settings'>, date: string): boolean {
  const { write, dateColumn, startDate, endDate } = settings;
  if (write !== 'replace') return false;
  return dateColumn === null ? date === startDate : date >= startDate && date <= endDate;
}

/** The lock is ours: what is unfinished here is a dead process's. */
async function tidy({ ports: { folder } }: DatasetWriting, date: string): Promise<void> {
  for (const name of await folder.list(partitionFolder(date)))
    if (isUnfinished(name)) await folder.remove(`${partitionFolder(date)}/${name}`);
}

export function described(writing: DatasetWriting, date: string, outcome: Outcome): WrittenPartition {
  const { manifest, ...counts } = outcome;
  const { folder, name } = writing.ports.folder.place(tableName(date));
  const file = manifest.rows === 0 ? null : `${folder}/${name}`;
  return { partitionDate: date, rows: manifest.rows, file, sha256: manifest.sha256, ...counts };
}
