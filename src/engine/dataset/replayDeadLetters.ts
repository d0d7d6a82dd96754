import { IDENTITY } from '../../model/dataset/checkState.ts';
import type { DeadLetter, DeadLetterDraft } from '../../model/dataset/deadLetter.ts';
import { STATE } from '../../model/dataset/layout.ts';
import { isHeld } from '../../model/dataset/quarantine.ts';
import { replaySettings } from '../../model/dataset/stateFile.ts';
import { fail, toProblem, type Reason } from '../../model/problem.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import { createTypeFold, type TypeFold } from '../../model/table/typeFold.ts';
import type { Row } from '../../model/table/value.ts';
import type { Http } from '../ports.ts';
import { askAgain } from './askAgain.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetPorts, DatasetRun } from './datasetWriting.ts';
import { createDeadLetterFile, readDeadLetters, removeDeadLetters } from './deadLetterFile.ts';
import { createMemoryStaging, type MemoryStaging } from './memoryStaging.ts';
import { openDataset } from './openDataset.ts';
import { readState } from './stateFiles.ts';

export interface ReplayRequest {
  /** Absent: all. */
  readonly ids?: readonly string[] | undefined;
  readonly waitSeconds: number;
  /** For requests that are sent again. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface Replayed {
  readonly replayed: readonly string[];
  /** That are left in the dataset, tried or not. */
  readonly remaining: number;
  /** Tried, and as dead as before. */
  readonly failed: readonly { readonly id: string; readonly reason: Reason }[];
}

/**
 * Stored records, repaired or not, take the way that all rows take; where only the request is known, it is sent again. A
 * letter goes when its row stands in its partition. Rows in quarantine that nobody has repaired are replayed by id alone.
 * A kill in between leaves a letter whose row is there: replaying it again changes nothing. Stopped while it asks, it
 * leaves all as it was and rejects with the signal's reason. Usage `dead_letter_unknown`; config `dataset_missing`
 * and what `openDataset` refuses.
 */
export async function replayDeadLetters(
  ports: DatasetPorts & { readonly http: Http },
  request: ReplayRequest,
): Promise<Replayed> {
  const { folder, clock, http } = ports;
  const identity = await readState(folder, STATE.dataset, IDENTITY);
  if (!identity) throw fail('config', 'dataset_missing', { path: folder.path });
  const startedAt = clock.now();
  const run: DatasetRun = { id: runIdAt(startedAt), startedAt, isReplay: true, released: new Set(request.ids) };
  const settings = replaySettings(identity, startedAt.toISOString().slice(0, 10));
  const dataset = await openDataset(ports, settings, run, request.waitSeconds);
  const { ids, signal } = request;
  const ask = (url: string) => askAgain({ http, baseUrl: identity.base_url, ...request }, url);
  try {
    const isDated = identity.date_column !== null;
    return await replay({ ports, dataset, run, ids, ask, isDated, signal });
  } finally {
    await dataset.close();
  }
}

const runIdAt = (time: Date): string => `replay-${time.toISOString().replace(/[:.]/g, '-')}`;

interface Replaying {
  readonly ports: DatasetPorts;
  readonly dataset: Dataset;
  readonly run: DatasetRun;
  readonly ids: readonly string[] | undefined;
  ask(url: string): Promise<readonly Row[]>;
  /** With a date column, a row says itself to which day it belongs. */
  readonly isDated: boolean;
  readonly signal: AbortSignal;
}

async function replay({ ports, dataset, run, ids, ask, isDated, signal }: Replaying): Promise<Replayed> {
  const chosen = chooseLetters(await readDeadLetters(ports.folder), ids);
  // A row on which a rule failed goes back when it was repaired, or when somebody names it; not among all others.
  const isKept = (letter: DeadLetter): boolean => ids === undefined && isHeld(letter, ports.hash.sha256);
  const letters = chosen.filter(letter => !isKept(letter));
  const waiting = createWaiting(dataset, isDated);
  for (const letter of letters) {
    signal.throwIfAborted();
    await stageLetter(waiting, letter, ask);
  }
  signal.throwIfAborted();
  const { staging, types, failed, dead } = waiting;
  const plan = await dataset.plan(staging, types.columns());
  const partitions = [];
  for (const date of plan.dates) partitions.push(await dataset.writePartition(date, staging, plan));
  await dataset.addDeadLetters(dead);
  // Those that the columns did not take were told again, under the same id.
  const told = await dataset.toldDeadLetters();
  const held = letters.filter(({ id }) => told.has(id)).map(({ id, reason }) => ({ id, reason }));
  const still = new Set([...failed, ...held].map(({ id }) => id));
  await createDeadLetterFile(ports.folder, ports.hash, run).again(failed.map(({ id }) => id));
  await dataset.finish(staging, { plan, partitions, seen: null, askedAt: null, cursor: null });
  const replayed = letters.map(({ id }) => id).filter(id => !still.has(id));
  await removeDeadLetters(ports.folder, new Set(replayed));
  const kept = chosen.filter(isKept).map(({ id, reason }) => ({ id, reason }));
  return { replayed, remaining: (await readDeadLetters(ports.folder)).length, failed: [...failed, ...held, ...kept] };
}

export function chooseLetters(
  letters: readonly DeadLetter[],
  ids: readonly string[] | undefined,
): readonly DeadLetter[] {
  if (ids === undefined) return letters;
  const known = new Map(letters.map(letter => [letter.id, letter]));
  return [...new Set(ids)].map(id => {
    const letter = known.get(id);
    if (!letter) throw fail('usage', 'dead_letter_unknown', { id });
    return letter;
  });
}

interface Waiting {
  readonly staging: MemoryStaging;
  readonly types: TypeFold;
  readonly failed: { readonly id: string; readonly reason: Reason }[];
  /** New ones: rows of an answer that was asked for again. */
  readonly dead: DeadLetterDraft[];
  /** Why a row cannot be ingested; null when it waits to be written. */
  stage(row: Row, knownDate: string | null): Reason | null;
}

function createWaiting(dataset: Dataset, isDated: boolean): Waiting {
  const [staging, types] = [createMemoryStaging(), createTypeFold()];
  return {
    ...{ staging, types, failed: [], dead: [] },
    stage(row, knownDate) {
      const placed = dataset.place(row);
      if ('deadLetter' in placed) return placed.deadLetter;
      const partitionDate = isDated ? placed.partitionDate : (knownDate ?? placed.partitionDate);
      staging.add({ ...placed, partitionDate, json: exactJson(row), reason: null });
      types.add(row);
      return null;
    },
  };
}

async function stageLetter(waiting: Waiting, letter: DeadLetter, ask: Replaying['ask']): Promise<void> {
  const { id, record, request, partitionDate } = letter;
  if (record) {
    const reason = waiting.stage(record, partitionDate);
    if (reason) waiting.failed.push({ id, reason });
    return;
  }
  try {
    for (const row of request ? await ask(request.url) : []) {
      const reason = waiting.stage(row, partitionDate);
      if (reason) waiting.dead.push({ reason, kind: 'data', partitionDate, record: row, request });
    }
  } catch (error) {
    waiting.failed.push({ id, reason: toProblem(error) });
  }
}
