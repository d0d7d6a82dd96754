import { IDENTITY } from '../../model/dataset/checkState.ts';
import { isOwn } from '../../model/dataset/ownColumns.ts';
import { STATE } from '../../model/dataset/layout.ts';
import { quarantineLetter } from '../../model/dataset/quarantine.ts';
import { replaySettings, type DatasetIdentity } from '../../model/dataset/stateFile.ts';
import { fail } from '../../model/problem.ts';
import type { ValidationReport } from '../../model/quality/report.ts';
import type { WrittenPartition } from '../dataset/dataset.ts';
import type { DatasetPorts, DatasetWriting } from '../dataset/datasetWriting.ts';
import { readDays } from '../dataset/markFailed.ts';
import { createWriting } from '../dataset/openDataset.ts';
import { openStanding, orDiscard, pourTable } from '../dataset/pourTable.ts';
import { readManifest, readStanding, readState, writeState } from '../dataset/stateFiles.ts';
import { readSurvey } from '../dataset/surveyFolder.ts';
import { described } from '../dataset/writePartition.ts';
import { whenFree } from '../whenFree.ts';
import { rulesThat, type FailingRows } from './failingRows.ts';

export interface QuarantineRequest {
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
  /** Under the dataset's lock: what stands there while it is checked is what is split. */
  validate(): Promise<{ readonly report: ValidationReport; readonly failing: FailingRows }>;
  /** Of a file of the report; null: none of the dataset's days. */
  dateOf(file: string): string | null;
}

export interface Quarantined {
  readonly rows: number;
  /** Those that were written again, without the rows. */
  readonly partitions: readonly QuarantinedPartition[];
  /** Failing rows of days that are not done: they are left where they are. */
  readonly left: number;
}

export interface QuarantinedPartition extends WrittenPartition {
  readonly quarantined: number;
}

/**
 * Good rows stay; rows on which a rule of severity error failed go to the dead letters first, then their partition is
 * written again without them. A kill in between leaves a row in both, never in none, and a day that is finished by the
 * next quarantine. Throws config `quarantine_no_dataset`, `dataset_foreign_table`; transient `busy`.
 */
export async function quarantine(
  ports: DatasetPorts,
  request: QuarantineRequest,
): Promise<{ readonly report: ValidationReport; readonly failing: FailingRows; readonly quarantined: Quarantined }> {
  const { folder, clock } = ports;
  const identity = await readState(folder, STATE.dataset, IDENTITY);
  if (!identity) throw fail('config', 'quarantine_no_dataset', { path: folder.path, file: STATE.dataset });
  const release = await whenFree(clock, request.waitSeconds, () => folder.lock());
  try {
    const found = await request.validate();
    return { ...found, quarantined: await split(ports, identity, { ...request, ...found }) };
  } finally {
    await release();
  }
}

type Splitting = QuarantineRequest & { readonly report: ValidationReport; readonly failing: FailingRows };

async function split(ports: DatasetPorts, identity: DatasetIdentity, splitting: Splitting): Promise<Quarantined> {
  const { report, failing, signal } = splitting;
  const rules = rulesThat(report, 'failed');
  const survey = await readSurvey(ports.folder);
  const begun = await readBegun(ports);
  const files = new Map(failing.files(rules).map(file => [splitting.dateOf(file), file]));
  const writing = openWriting(ports, identity);
  const partitions: QuarantinedPartition[] = [];
  let left = 0;
  for (const date of new Set([...survey.tables, ...begun].sort())) {
    signal.throwIfAborted();
    const file = files.get(date);
    const isDone = (await readStanding(ports.folder, date)) !== null;
    if (isDone ? file === undefined : !begun.includes(date)) {
      if (file !== undefined) left += failing.count(rules, file);
      continue;
    }
    partitions.push(await splitPartition(writing, date, rulesAt(failing, rules, file)));
  }
  const written = [...begun, ...partitions.map(({ partitionDate }) => partitionDate)];
  if (written.length > 0) {
    await writeRows(writing, written);
    await ports.folder.remove(STATE.quarantine);
  }
  return { rows: partitions.reduce((sum, { quarantined }) => sum + quarantined, 0), partitions, left };
}

/** Days that an earlier quarantine was killed in: it has left them without their `_SUCCESS`. */
async function readBegun({ folder }: DatasetPorts): Promise<readonly string[]> {
  const text = await folder.read(STATE.quarantine);
  return text?.match(/\d{4}-\d\d-\d\d/g) ?? [];
}

function openWriting(ports: DatasetPorts, identity: DatasetIdentity): DatasetWriting {
  const startedAt = ports.clock.now();
  const id = `quarantine-${startedAt.toISOString().replace(/[:.]/g, '-')}`;
  return createWriting(
    ports,
    replaySettings(identity, startedAt.toISOString().slice(0, 10)),
    { id, startedAt },
    identity,
  );
}

/** Ids of the rules that failed on a row. */
type RulesAt = (row: number) => readonly string[];

function rulesAt(failing: FailingRows, rules: readonly string[], file: string | undefined): RulesAt {
  const sets = rules.flatMap(rule => {
    const set = file === undefined ? undefined : failing.of(rule, file);
    return set ? [{ rule, set }] : [];
  });
  return row => sets.filter(({ set }) => set.has(row)).map(({ rule }) => rule);
}

/** Letters are written so many at a time. */
const BATCH = 500;

async function splitPartition(writing: DatasetWriting, date: string, failedAt: RulesAt): Promise<QuarantinedPartition> {
  const { folder } = writing.ports;
  await folder.append(STATE.quarantine, [JSON.stringify(date)]);
  const reader = await openStanding(writing, date);
  const columns = (reader?.columns ?? []).filter(({ name }) => !isOwn(name));
  let letters: ReturnType<typeof quarantineLetter>[] = [];
  let [at, quarantined] = [0, 0];
  const settle = async (): Promise<void> => {
    const full = letters;
    letters = [];
    await writing.deadLetters.add(full);
  };
  const sink = await pourTable(writing, date, { reader, columns }, async (row, into) => {
    const rules = failedAt(at++);
    if (rules.length === 0) return into.add(writing.keyOf(row) ?? '', row);
    quarantined += 1;
    if (letters.push(quarantineLetter(row, rules, date)) >= BATCH) await settle();
  });
  const manifest = await orDiscard(sink, async () => {
    await settle();
    return sink.publish();
  });
  const counts = { isKept: false, written: 0, deadLetters: quarantined, discarded: 0 };
  return { ...described(writing, date, { manifest, ...counts }), quarantined };
}

/** What the days' states say of their rows; a day that has failed since is failed still. */
async function writeRows({ ports: { folder }, run }: DatasetWriting, dates: readonly string[]): Promise<void> {
  const days = { ...(await readDays(folder)) };
  for (const date of dates) {
    const [known, manifest] = [days[date], await readManifest(folder, date)];
    if (known && manifest) days[date] = { ...known, rows: manifest.rows };
  }
  await writeState(folder, STATE.days, days, run.startedAt);
}
