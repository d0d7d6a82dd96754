import { DAYS, IDENTITY, WATERMARK_FILE } from '../../model/dataset/checkState.ts';
import type { CalendarDay } from '../../model/dataset/calendar.ts';
import { schemaChanges, type DaySchema, type SchemasCompared } from '../../model/dataset/compareSchemas.ts';
import { compareSchemas as compareDays } from '../../model/dataset/compareSchemas.ts';
import { dayAt } from '../../model/dataset/dayOf.ts';
import { isDay } from '../../model/dataset/days.ts';
import { STATE, tableName } from '../../model/dataset/layout.ts';
import type { DatasetLook, DayLook } from '../../model/dataset/look.ts';
import type { DatasetView, PartitionView } from '../../model/dataset/view.ts';
import type { WatermarkValue } from '../../model/dataset/watermark.ts';
import { toProblem } from '../../model/problem.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { DatasetFolder, Tables } from '../ports.ts';
import { readDeadLetters } from './deadLetterFile.ts';
import { readManifest, readState } from './stateFiles.ts';
import { viewDataset, viewPartitions } from './viewDataset.ts';

/** Null: it is no dataset. Like `viewDataset`: what cannot be read is told, and the rest is shown. */
export async function lookAtDataset(folder: DatasetFolder, now: Date): Promise<DatasetLook | null> {
  const view = await viewDataset(folder);
  if (!view) return null;
  const { dates, watermarks, ...rest } = view;
  const identity = await readState(folder, STATE.dataset, IDENTITY).catch(() => null);
  const entries = (await readState(folder, STATE.days, DAYS).catch(() => null)) ?? {};
  const failed = Object.keys(entries).filter(date => entries[date]?.status === 'failed' && isDay(date));
  const views = await viewPartitions(folder, [...new Set([...dates, ...failed])].sort());
  const letters = await countLetters(folder);
  const timeZone = identity?.time_zone ?? 'UTC';
  const written = Object.values(entries).map(({ at }) => at);
  return {
    ...rest,
    ...{ timeZone, today: dayAt(now, timeZone) },
    watermarks: await withBefore(folder, watermarks),
    days: views.map(day => calendarDay(day, letters.get(day.date) ?? 0)),
    files: views.filter(({ file }) => file !== null).length,
    bytes: views.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    loadedAt: written.sort().at(-1) ?? null,
  };
}

const calendarDay = ({ date, state, rows, error, verdict }: PartitionView, letters: number): CalendarDay => ({
  ...{ date, state, rows, letters },
  error: state === 'failed' ? error : null,
  verdict: verdict?.verdict ?? null,
});

async function countLetters(folder: DatasetFolder): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { partitionDate } of await readDeadLetters(folder).catch(() => []))
    if (partitionDate !== null) counts.set(partitionDate, (counts.get(partitionDate) ?? 0) + 1);
  return counts;
}

/** Each time that the watermarks are written, the file that was there is kept: it says what they were before. */
async function withBefore(
  folder: DatasetFolder,
  watermarks: DatasetView['watermarks'],
): Promise<DatasetLook['watermarks']> {
  if (watermarks.length === 0) return [];
  const names = (await folder.list(STATE.backups)).filter(name => name.startsWith('watermarks.json.'));
  const kept = await Promise.all(
    names.reverse().map(name => readState(folder, `${STATE.backups}/${name}`, WATERMARK_FILE).catch(() => null)),
  );
  return watermarks.map(entry => {
    const values = kept.flatMap((all): WatermarkValue[] => {
      const value = all?.[entry.kind]?.value;
      return value === undefined ? [] : [value];
    });
    return { ...entry, before: values.find(value => value !== entry.value) ?? null };
  });
}

export type TableOpening = Pick<Tables, 'openTableFile'>;

/** @param newest the day whose table is what the others are measured by; null: there is none */
export async function lookAtDay(folder: DatasetFolder, tables: TableOpening, date: string): Promise<DayLook> {
  const [view] = await viewPartitions(folder, [date]);
  const manifest = await readManifest(folder, date);
  const entries = (await readState(folder, STATE.days, DAYS).catch(() => null)) ?? {};
  const { rows = null, file = null, bytes = null, run = null, error = null, verdict = null } = view ?? {};
  return {
    ...{ date, rows, file, bytes, run, error, verdict },
    sha256: manifest?.sha256 ?? null,
    writtenAt: entries[date]?.at ?? null,
    isWhole: manifest?.bytes === (bytes ?? 0),
    schema: await schemaOf(folder, tables, date).catch(() => null),
  };
}

async function schemaOf(folder: DatasetFolder, tables: TableOpening, date: string): Promise<DayLook['schema']> {
  const newest = (await datesWithTable(folder)).at(-1);
  if (newest === undefined) return null;
  const [day, other] = [await readSchema(folder, tables, date), await readSchema(folder, tables, newest)];
  return { newest, changes: schemaChanges(day, other) };
}

/** Reads one table's end after the other: a folder of years takes a while, and is stopped by the signal. */
export async function compareSchemas(
  folder: DatasetFolder,
  tables: TableOpening,
  signal: AbortSignal,
): Promise<SchemasCompared> {
  const [days, unread]: [DaySchema[], { date: string; problem: SchemasCompared['unread'][number]['problem'] }[]] = [
    [],
    [],
  ];
  for (const date of await datesWithTable(folder)) {
    signal.throwIfAborted();
    try {
      days.push(await readSchema(folder, tables, date));
    } catch (thrown) {
      unread.push({ date, problem: toProblem(thrown) });
    }
  }
  return { days: days.length, differences: compareDays(days), unread };
}

async function datesWithTable(folder: DatasetFolder): Promise<readonly string[]> {
  const { dates = [] } = (await viewDataset(folder)) ?? {};
  const sizes = await Promise.all(dates.map(date => folder.size(tableName(date))));
  return dates.filter((_, at) => sizes[at] !== null);
}

async function readSchema(folder: DatasetFolder, tables: TableOpening, date: string): Promise<DaySchema> {
  const place = folder.place(tableName(date));
  const reader = await tables.openTableFile(`${place.folder}/${place.name}`);
  try {
    return { date, columns: reader.columns.map(({ name, type }) => ({ name, type: typeText(type) })) };
  } finally {
    await reader.close();
  }
}
