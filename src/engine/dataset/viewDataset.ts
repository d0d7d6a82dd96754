import { DAYS, IDENTITY, MANIFEST, WATERMARK_FILE } from '../../model/dataset/checkState.ts';
import { partitionFolder, readPartitions, STATE, SUCCESS, successName, tableName } from '../../model/dataset/layout.ts';
import type { DayEntry, Watermarks } from '../../model/dataset/stateFile.ts';
import type { DatasetView, PartitionView } from '../../model/dataset/view.ts';
import { WATERMARKS } from '../../model/api/load.ts';
import { toProblem, type Problem } from '../../model/problem.ts';
import type { LastVerdict } from '../../model/quality/lastVerdict.ts';
import type { DatasetFolder } from '../ports.ts';
import { currentVerdict, readLastVerdicts, worstVerdict } from '../quality/lastVerdicts.ts';
import { readDeadLetters } from './deadLetterFile.ts';
import { readState } from './stateFiles.ts';

/** What stands in a folder; null when it is no dataset. What cannot be read is told, and the rest is shown. */
export async function viewDataset(folder: DatasetFolder): Promise<Omit<DatasetView, 'config'> | null> {
  if ((await folder.size(STATE.dataset)) === null) return null;
  const problems: Problem[] = [];
  const orElse = <Result>(reading: Promise<Result>, instead: Result): Promise<Result> =>
    reading.catch((error: unknown) => (problems.push(toProblem(error)), instead));
  const identity = await orElse(readState(folder, STATE.dataset, IDENTITY), null);
  const watermarks = await orElse(readState(folder, STATE.watermarks, WATERMARK_FILE), null);
  const letters = await orElse(readDeadLetters(folder), []);
  // Without them a day that failed looks like one that is only unfinished.
  await orElse(readState(folder, STATE.days, DAYS), null);
  return {
    folder: folder.path,
    baseUrl: identity?.base_url ?? '',
    primaryKey: identity?.primary_key ?? [],
    dateColumn: identity?.date_column ?? null,
    columns: identity?.columns.length ?? 0,
    watermarks: listWatermarks(watermarks ?? {}),
    dates: readPartitions(await folder.list('')).dates,
    deadLetters: letters.length,
    verdict: await worstVerdict(folder),
    problem: problems[0] ?? null,
  };
}

const listWatermarks = (watermarks: Watermarks): DatasetView['watermarks'] =>
  WATERMARKS.flatMap(kind => {
    const entry = watermarks[kind];
    return entry ? [{ kind, ...entry }] : [];
  });

/** Of days that have a folder; read from their `_SUCCESS`, which says what is there, and from the days' states. */
export async function viewPartitions(
  folder: DatasetFolder,
  dates: readonly string[],
): Promise<readonly PartitionView[]> {
  const days = (await readState(folder, STATE.days, DAYS).catch(() => null)) ?? {};
  const verdicts = await readLastVerdicts(folder);
  return Promise.all(dates.map(date => viewPartition(folder, date, { day: days[date], last: verdicts[date] })));
}

interface Known {
  readonly day: DayEntry | undefined;
  readonly last: LastVerdict | undefined;
}

async function viewPartition(folder: DatasetFolder, date: string, { day, last }: Known): Promise<PartitionView> {
  const names = await folder.list(partitionFolder(date));
  const manifest = names.includes(SUCCESS)
    ? await readState(folder, successName(date), MANIFEST).catch(() => null)
    : null;
  const bytes = await folder.size(tableName(date));
  const isFailed = day?.status === 'failed';
  return {
    date,
    state: isFailed ? 'failed' : manifest?.bytes === (bytes ?? 0) ? 'done' : 'unfinished',
    rows: manifest?.rows ?? null,
    file: bytes === null ? null : tableName(date),
    bytes,
    run: isFailed ? day.run : (manifest?.run ?? day?.run ?? null),
    error: day?.error ?? null,
    verdict: currentVerdict(last, manifest),
  };
}
