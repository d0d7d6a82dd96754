import type { ApiRunOptions } from '../../model/api/apiEvent.ts';
import {
  planDays,
  planRanges,
  refuseBackfill,
  type BackfillOptions,
  type DayRange,
  type PlannedDay,
} from '../../model/api/backfill.ts';
import { resolveApiInput, type ApiSettings } from '../../model/api/settings.ts';
import { dayAt } from '../../model/dataset/dayOf.ts';
import { tableName } from '../../model/dataset/layout.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import { fail } from '../../model/problem.ts';
import type { DatasetRun } from '../dataset/datasetWriting.ts';
import { readDays } from '../dataset/markFailed.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { readSurvey, readWhole } from '../dataset/surveyFolder.ts';
import { unlocked } from '../dataset/takeTurns.ts';
import type { DatasetFolder } from '../ports.ts';
import type { ApiParts } from './apiParts.ts';

/** Config: what `resolveApiInput` and `refuseBackfill` refuse. */
export function checkBackfill(input: ApiIngestionInput): ApiSettings {
  const settings = resolveApiInput(input);
  const refusal = refuseBackfill(settings);
  if (refusal) throw fail('config', refusal.code, refusal.params);
  return settings;
}

export interface Held {
  readonly settings: ApiSettings;
  readonly options: ApiRunOptions;
  readonly run: DatasetRun;
  readonly wait: number;
  /** Only looked at: nothing is made, and nobody is kept waiting. */
  readonly isLookedAt?: boolean;
}

/** Under the dataset's lock, which the children share: a second backfill, or ingestion, is told who holds it. */
export async function inDataset<Result>(
  { ports, tables, openFolder }: ApiParts,
  { settings, options, run, wait, isLookedAt = false }: Held,
  use: (folder: DatasetFolder) => Promise<Result>,
): Promise<Result> {
  const opened = openFolder(settings.outputDir, options.currentFolder);
  const folder = isLookedAt ? unlocked(opened) : opened;
  const dataset = await openDataset({ ...ports, tables, folder }, settings, run, wait);
  try {
    return await use(folder);
  } finally {
    await dataset.close();
  }
}

/** How the days of the range stand, and which of them are to be ingested. */
export async function readPlan(
  folder: DatasetFolder,
  settings: ApiSettings,
  options: BackfillOptions,
  now: Date,
): Promise<PlannedDay[]> {
  const survey = await readSurvey(folder);
  const { tables } = survey;
  const done = await readWhole(folder, survey);
  const files = new Map(tables.map(date => [date, `${folder.path}/${tableName(date)}`]));
  const known = { done: new Set(done), files, entries: await readDays(folder), today: dayAt(now, settings.timeZone) };
  return planDays(settings, options, known);
}

/** What is to be ingested, in the order of the work. */
export const rangesOf = (
  days: readonly PlannedDay[],
  settings: ApiSettings,
  { backwards }: Pick<BackfillOptions, 'backwards'>,
): DayRange[] =>
  planRanges(
    days.filter(({ isPlanned }) => isPlanned).map(({ date }) => date),
    settings,
    backwards,
  );
