import { IDENTITY, WATERMARK_FILE, WRITER, WRITING } from '../../model/dataset/checkState.ts';
import { createDayOf } from '../../model/dataset/dayOf.ts';
import { createKeyOf } from '../../model/dataset/keyOf.ts';
import type { DeadLetterDraft } from '../../model/dataset/deadLetter.ts';
import { STATE } from '../../model/dataset/layout.ts';
import { storedName } from '../../model/dataset/ownColumns.ts';
import type { DatasetSettings } from '../../model/dataset/settings.ts';
import {
  identityOf,
  knownColumns,
  otherSource,
  type DatasetIdentity,
  type Writer,
} from '../../model/dataset/stateFile.ts';
import { orderOf, sinceWatermark, type WatermarkValue } from '../../model/dataset/watermark.ts';
import { refuseLoad } from '../../model/api/load.ts';
import { fail, type Reason } from '../../model/problem.ts';
import type { Row } from '../../model/table/value.ts';
import { whenFree } from '../whenFree.ts';
import type { Dataset, Placed } from './dataset.ts';
import type { DatasetPorts, DatasetRun, DatasetWriting } from './datasetWriting.ts';
import { createDeadLetterFile } from './deadLetterFile.ts';
import { createEarlyTable } from './earlyTable.ts';
import { finishDataset } from './finishDataset.ts';
import { readHeldRows, type HeldRows } from './heldRows.ts';
import { planDataset } from './planDataset.ts';
import { readState, writeMark, writeState } from './stateFiles.ts';
import { readSurvey, readWhole, type Survey } from './surveyFolder.ts';
import { writePartition } from './writePartition.ts';

/**
 * Takes a dataset's lock, waiting for it as long as is asked, and reads where the last run left it.
 * Throws transient `busy`; config `dataset_other_source`, `dataset_state_missing`, `dataset_foreign_table`,
 * `state_invalid` and the refusals of loads.
 */
export async function openDataset(
  ports: DatasetPorts,
  settings: DatasetSettings,
  run: DatasetRun,
  waitSeconds = 0,
): Promise<Dataset> {
  const refusal = refuseLoad(settings);
  if (refusal) throw fail('config', refusal.code, refusal.params);
  const release = await whenFree(ports.clock, waitSeconds, () => ports.folder.lock());
  try {
    return await serve(ports, settings, run, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function serve(
  ports: DatasetPorts,
  settings: DatasetSettings,
  run: DatasetRun,
  release: () => Promise<void>,
): Promise<Dataset> {
  const survey = await readSurvey(ports.folder);
  const identity = await readIdentity(ports, settings, survey);
  const watermark = await readWatermark(ports, settings);
  const writing = createWriting(ports, settings, run, identity);
  const writer = await readWriter(ports);
  return {
    before: { watermark, columns: knownColumns(identity) },
    writers: writer.count,
    isOvertaken: writers => writer.count !== writers && !(writer.count === writers + 1 && writer.run === writerOf(run)),
    since:
      watermark === null || settings.fullRefresh
        ? null
        : sinceWatermark(settings.watermark, watermark, settings.overlap),
    done: () => readWhole(ports.folder, survey),
    warnings: await warningsOf(ports, run, survey),
    place: createPlace(settings),
    plan: (staged, found) => planDataset(writing, staged, found),
    early: enoughRows => createEarlyTable(writing, enoughRows),
    writePartition: (date, staged, plan, early) => writePartition(writing, date, { staged, plan, early }),
    addDeadLetters: letters => writing.deadLetters.add(letters.map(letter => dated(letter, settings))),
    toldDeadLetters: () => writing.deadLetters.told(),
    finish: (staged, request) => finishDataset(writing, staged, request, watermark),
    close: release,
  };
}

/** Without a date column the day is known, whatever else is wrong with a row. */
const dated = (letter: DeadLetterDraft, { dateColumn, startDate }: DatasetSettings): DeadLetterDraft =>
  dateColumn === null && letter.partitionDate === null ? { ...letter, partitionDate: startDate } : letter;

async function readIdentity(
  { folder }: DatasetPorts,
  settings: DatasetSettings,
  { tables }: Survey,
): Promise<DatasetIdentity | null> {
  const identity = await readState(folder, STATE.dataset, IDENTITY);
  if (!identity) {
    // Nobody knows whose rows these are, and what tells them apart.
    if (tables.length > 0) throw fail('config', 'dataset_state_missing', { path: folder.path, file: STATE.dataset });
    return null;
  }
  const other = otherSource(identity, identityOf(settings, []));
  if (other) throw fail('config', 'dataset_other_source', { path: folder.path, ...other });
  return identity;
}

/** Of the kind and column that are asked for: what another one has reached says nothing. */
async function readWatermark({ folder }: DatasetPorts, settings: DatasetSettings): Promise<WatermarkValue | null> {
  const { watermark: kind, watermarkColumn } = settings;
  const entry = kind === 'none' ? undefined : (await readState(folder, STATE.watermarks, WATERMARK_FILE))?.[kind];
  return entry && entry.column === watermarkColumn ? entry.value : null;
}

const readWriter = async ({ folder }: DatasetPorts): Promise<Writer> =>
  (await readState(folder, STATE.writer, WRITER)) ?? { run: '', count: 0 };

const writerOf = ({ id, backfill }: DatasetRun): string => backfill ?? id;

/** What writes into a dataset whose lock is held. */
export function createWriting(
  ports: DatasetPorts,
  settings: DatasetSettings,
  run: DatasetRun,
  identity: DatasetIdentity | null,
): DatasetWriting {
  let begun: Promise<void> | undefined;
  let held: Promise<HeldRows> | undefined;
  const begin = async (): Promise<void> => {
    await writeMark(ports.folder, STATE.writing, { run: run.id });
    const { run: last, count } = await readWriter(ports);
    if (last !== writerOf(run)) await writeMark(ports.folder, STATE.writer, { run: writerOf(run), count: count + 1 });
    // Before the first table, so that none stands there without its source.
    if (!identity) await writeState(ports.folder, STATE.dataset, identityOf(settings, []), run.startedAt);
  };
  return {
    ports,
    settings,
    run,
    identity,
    deadLetters: createDeadLetterFile(ports.folder, ports.hash, run),
    keyOf: createKeyOf(settings.primaryKey.map(storedName)),
    begin: () => (begun ??= begin()),
    held: () => (held ??= readHeldRows(ports.folder, ports.hash, { ...settings, ...run })),
  };
}

async function warningsOf({ folder }: DatasetPorts, run: DatasetRun, { strays }: Survey): Promise<readonly Reason[]> {
  const writing = await readState(folder, STATE.writing, WRITING);
  return [
    ...strays.map(name => ({ code: 'partition_not_a_date', params: { name } })),
    ...(writing && writing.run !== run.id ? [{ code: 'dataset_unfinished', params: { run: writing.run } }] : []),
  ];
}

/** A row without its key, or without its day, is a dead letter. */
function createPlace(settings: DatasetSettings): (row: Row) => Placed | { readonly deadLetter: Reason } {
  const { primaryKey, dateColumn, startDate, timeZone, watermarkColumn } = settings;
  const keyOf = createKeyOf(primaryKey);
  const dayOf = dateColumn === null ? null : createDayOf(dateColumn, timeZone);
  return row => {
    const key = keyOf(row);
    if (key === undefined) return { deadLetter: { code: 'row_key_missing', params: { key: primaryKey.join(', ') } } };
    const order = orderOf(row, watermarkColumn);
    if (!dayOf || dateColumn === null) return { key, partitionDate: startDate, order };
    const found = dayOf(row[dateColumn]);
    return 'day' in found ? { key, partitionDate: found.day, order } : { deadLetter: found.reason };
  };
}
