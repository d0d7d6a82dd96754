import { daysBetween } from '../../model/dataset/days.ts';
import { dayAt } from '../../model/dataset/dayOf.ts';
import { storedName } from '../../model/dataset/ownColumns.ts';
import { agreeColumns, refuseChanges } from '../../model/dataset/schemaContract.ts';
import { createSeqSet } from '../../model/dataset/seqSet.ts';
import { knownColumns } from '../../model/dataset/stateFile.ts';
import { fail } from '../../model/problem.ts';
import type { TableColumn } from '../ports.ts';
import type { DatasetPlan, StagedRows } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { findKeys } from './findKeys.ts';
import { createStagedKeys } from './lookUp.ts';
import { readSurvey, type Survey } from './surveyFolder.ts';

/** What a run will write, decided before anything is. Throws data `schema_changed`. */
export async function planDataset(
  writing: DatasetWriting,
  staged: StagedRows,
  found: readonly TableColumn[],
): Promise<DatasetPlan> {
  const survey = await readSurvey(writing.ports.folder);
  const rows = new Map(staged.partitions().map(({ partitionDate, rows: count }) => [partitionDate, count]));
  const keys = createStagedKeys(staged);
  const agreed = planColumns(writing, found);
  const { elsewhere, holding } = await findElsewhere(writing, staged, keys, survey);
  const touched = new Set([...holding, ...outdated(agreed, survey)]);
  const dates = [...new Set([...rows.keys(), ...touched, ...rangeDays(writing, survey, rows)])].sort();
  return { dates, ...agreed, rows, touched, elsewhere, keys };
}

/**
 * A column of two types in two partitions is one that pandas and DuckDB cannot read: all tables get the wider one. One
 * that is new is missing in the old ones, and reads as null.
 */
const outdated = (
  { changes, guards }: Pick<DatasetPlan, 'changes' | 'guards'>,
  { tables }: Survey,
): readonly string[] => {
  const isKept = (column: string): boolean => guards.some(({ name }) => name === column);
  return changes.some(({ change, column }) => change === 'widened' && !isKept(column)) ? tables : [];
};

export function planColumns({ settings, identity }: DatasetWriting, found: readonly TableColumn[]) {
  const declared = new Map(settings.declared.map(({ name, type }) => [storedName(name), type]));
  const came = found.map(({ name, type }) => ({
    name: storedName(name),
    type: declared.get(storedName(name)) ?? type,
  }));
  const known = knownColumns(identity)?.map(({ name, type }) => ({ name, type: declared.get(name) ?? type })) ?? null;
  const { columns, changes, guarded } = agreeColumns(settings.schemaContract, known, came);
  const refusal = refuseChanges(settings.schemaContract, changes);
  if (refusal) throw fail('data', refusal.code, refusal.params);
  const holdsRow = settings.schemaContract === 'discard_row';
  const guards = [
    ...[...declared.keys()].map(name => ({ name, holdsRow: true })),
    ...guarded.filter(name => !declared.has(name)).map(name => ({ name, holdsRow })),
  ];
  return { columns, changes, guards };
}

/**
 * The days of the range are done when the run is, with rows or without; one that has not come yet is not. Merging
 * leaves alone what is done already and gets nothing.
 */
function rangeDays({ settings, run }: DatasetWriting, survey: Survey, rows: ReadonlyMap<string, number>): string[] {
  const { dateColumn, startDate, endDate, timeZone, write } = settings;
  if (run.isReplay) return [];
  if (dateColumn === null) return [startDate];
  const today = dayAt(run.startedAt, timeZone);
  const isDue = (day: string): boolean => day <= today || survey.dates.includes(day) || rows.has(day);
  const done = new Set(write === 'replace' ? [] : survey.done);
  return daysBetween(startDate, endDate).filter(day => isDue(day) && !done.has(day));
}

/**
 * Rows that stay out of their own day: with `append` the row that is there stays; without a date column a row is merged
 * where it stands. With one, a row moves: it is added first, and dropped where it stood when all days are written.
 */
async function findElsewhere(
  writing: DatasetWriting,
  staged: StagedRows,
  keys: DatasetPlan['keys'],
  { tables }: Survey,
) {
  const { write, dateColumn } = writing.settings;
  const elsewhere = createSeqSet();
  const holding = new Set<string>();
  if (write === 'append' || (write === 'merge' && dateColumn === null))
    for await (const { date, came } of findKeys(writing, staged, keys, tables)) {
      if (date === came.partitionDate) continue;
      elsewhere.add(came.seq);
      if (write === 'merge') holding.add(date);
    }
  return { elsewhere, holding };
}
