import { DAYS } from '../../model/dataset/checkState.ts';
import { STATE } from '../../model/dataset/layout.ts';
import type { DayEntry, Days } from '../../model/dataset/stateFile.ts';
import type { DatasetFolder } from '../ports.ts';
import type { DatasetRun } from './datasetWriting.ts';
import { readState, writeState } from './stateFiles.ts';

export const readDays = async (folder: DatasetFolder): Promise<Days> =>
  (await readState(folder, STATE.days, DAYS)) ?? {};

/** Days that could not be ingested. What stands there from before stays, and its rows are still told. */
export async function markFailed(
  folder: DatasetFolder,
  dates: readonly string[],
  run: DatasetRun,
  error: string,
): Promise<void> {
  const days = await readDays(folder);
  const at = run.startedAt.toISOString();
  const failed = dates.map((date): [string, DayEntry] => [
    date,
    { status: 'failed', rows: days[date]?.rows ?? null, run: run.id, at, error },
  ]);
  const all = Object.entries({ ...days, ...Object.fromEntries(failed) });
  await writeState(folder, STATE.days, Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))), run.startedAt);
}
