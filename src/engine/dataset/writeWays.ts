import { isUnfinished, partitionFolder } from '../../model/dataset/layout.ts';
import type { DatasetWriting } from './datasetWriting.ts';

/** Days of the range are replaced, and no others: what lies outside came by chance. */
export function isReplaced({ settings }: Pick<DatasetWriting, 'settings'>, date: string): boolean {
  const { write, dateColumn, startDate, endDate } = settings;
  if (write !== 'replace') return false;
  return dateColumn === null ? date === startDate : date >= startDate && date <= endDate;
}

/** The lock is ours: what is unfinished here is a dead process's. */
export async function tidy({ ports: { folder } }: DatasetWriting, date: string): Promise<void> {
  for (const name of await folder.list(partitionFolder(date)))
    if (isUnfinished(name)) await folder.remove(`${partitionFolder(date)}/${name}`);
}
