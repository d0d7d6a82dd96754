import { tableName } from '../../model/dataset/layout.ts';
import type { Manifest } from '../../model/dataset/stateFile.ts';
import type { DatasetPlan, EarlyTable, StagedRows, WrittenPartition } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { mergePartition } from './mergePartition.ts';
import type { Outcome } from './partitionTask.ts';
import { orDiscard } from './pourTable.ts';
import { NOTHING, replacePartition } from './replacePartition.ts';
import { readStanding } from './stateFiles.ts';
import type { TableSink } from './tableSink.ts';
import { isReplaced, tidy } from './writeWays.ts';

/** A day's rows into its table: all of it, or what is new and changed among what stands there. */
export async function writePartition(
  writing: DatasetWriting,
  date: string,
  { staged, plan, early }: { staged: StagedRows; plan: DatasetPlan; early: EarlyTable | undefined },
): Promise<WrittenPartition> {
  await writing.begin();
  const before = await readStanding(writing.ports.folder, date);
  const sink = await early?.take(date, plan);
  if (sink) return described(writing, date, await orDiscard(sink, () => publishEarly(writing, date, sink, before)));
  await tidy(writing, date);
  const write = isReplaced(writing, date) ? replacePartition : mergePartition;
  return described(writing, date, await write({ writing, date, staged, plan, before }));
}

/** The same again is left as it is. */
async function publishEarly(
  writing: DatasetWriting,
  date: string,
  sink: TableSink,
  before: Manifest | null,
): Promise<Outcome> {
  const counts = { ...NOTHING, written: sink.rows() };
  const isSame = before?.rows === sink.rows() && before.content === sink.content();
  if (!isSame || !isReplaced(writing, date)) return { manifest: await sink.publish(), ...counts };
  await sink.discard();
  return { manifest: before, ...counts, isKept: true };
}

export function described(writing: DatasetWriting, date: string, outcome: Outcome): WrittenPartition {
  const { manifest, ...counts } = outcome;
  const { folder, name } = writing.ports.folder.place(tableName(date));
  const file = manifest.rows === 0 ? null : `${folder}/${name}`;
  return { partitionDate: date, rows: manifest.rows, file, sha256: manifest.sha256, ...counts };
}
