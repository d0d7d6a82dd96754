import { isOwn } from '../../model/dataset/ownColumns.ts';
import type { KeyFilter } from '../../model/dataset/keyFilter.ts';
import type { DatasetPlan, StagedRows, WrittenPartition } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { findKeys } from './findKeys.ts';
import { openStanding, orDiscard, pourTable } from './pourTable.ts';
import { readSurvey } from './surveyFolder.ts';
import { described } from './writePartition.ts';
import { isReplaced } from './writeWays.ts';

/**
 * Rows that came for another day than the one where they stand: they stand in both now, and leave the old one. Last of
 * all writing, so that at no moment one is nowhere. Gives the partitions that changed.
 */
export async function dropMoved(
  writing: DatasetWriting,
  staged: StagedRows,
  keys: DatasetPlan['keys'],
): Promise<readonly WrittenPartition[]> {
  if (writing.settings.dateColumn === null || writing.settings.write === 'append') return [];
  const { tables } = await readSurvey(writing.ports.folder);
  const days = staged.partitions().map(({ partitionDate }) => partitionDate);
  const others = tables.filter(date => !isReplaced(writing, date) && days.some(day => day !== date));
  const moved = new Set<string>();
  for await (const { date, came } of findKeys(writing, staged, keys, others))
    if (came.partitionDate !== date) moved.add(date);
  const written: WrittenPartition[] = [];
  for (const date of moved) written.push(await dropFrom(writing, date, staged, keys()));
  return written;
}

async function dropFrom(
  writing: DatasetWriting,
  date: string,
  staged: StagedRows,
  keys: KeyFilter,
): Promise<WrittenPartition> {
  const reader = await openStanding(writing, date);
  const columns = (reader?.columns ?? []).filter(({ name }) => !isOwn(name));
  const sink = await pourTable(writing, date, { reader, columns }, async (row, into) => {
    const key = writing.keyOf(row);
    const day = key !== undefined && keys.mayHave(key) ? staged.row(key)?.partitionDate : undefined;
    if (day === undefined || day === null || day === date) await into.add(key ?? '', row);
  });
  const manifest = await orDiscard(sink, () => sink.publish());
  return described(writing, date, { manifest, isKept: false, written: 0, deadLetters: 0, discarded: 0 });
}
