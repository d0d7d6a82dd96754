import type { DeadLetter } from '../../model/dataset/deadLetter.ts';
import { STATE } from '../../model/dataset/layout.ts';
import { fail } from '../../model/problem.ts';
import type { DatasetFolder, Http } from '../ports.ts';
import { whenFree } from '../whenFree.ts';
import type { DatasetPorts } from './datasetWriting.ts';
import { readDeadLetters, removeDeadLetters } from './deadLetterFile.ts';
import { chooseLetters, replayDeadLetters, type Replayed, type ReplayRequest } from './replayDeadLetters.ts';

/** The dead letters of a dataset, for those who look after them. Each throws config `dataset_missing` where none is. */
export interface DeadLetters {
  /** Of these ids, or all: in the order in which they were first seen. Takes no lock. */
  list(ids?: readonly string[]): Promise<readonly DeadLetter[]>;
  replay(request: ReplayRequest): Promise<Replayed>;
  /** Gives how many are left. */
  drop(ids: readonly string[] | undefined, waitSeconds: number): Promise<Dropped>;
  close(): void;
}

export interface Dropped {
  readonly dropped: readonly string[];
  readonly remaining: number;
}

export interface DeadLetterPorts extends DatasetPorts {
  readonly http: Http;
  close(): void;
}

export function openDeadLetters(ports: DeadLetterPorts): DeadLetters {
  return {
    list: async ids => chooseLetters(await readLetters(ports.folder), ids),
    replay: options => replayDeadLetters(ports, options),
    drop: (ids, waitSeconds) => drop(ports, ids, waitSeconds),
    close: () => ports.close(),
  };
}

/** A folder that was misspelt has no letters either, and a lock would make it. */
async function readLetters(folder: DatasetFolder): Promise<readonly DeadLetter[]> {
  const letters = await readDeadLetters(folder);
  if (letters.length === 0 && (await folder.size(STATE.dataset)) === null)
    throw fail('config', 'dataset_missing', { path: folder.path });
  return letters;
}

async function drop(
  { folder, clock }: DeadLetterPorts,
  ids: readonly string[] | undefined,
  waitSeconds: number,
): Promise<Dropped> {
  await readLetters(folder);
  const release = await whenFree(clock, waitSeconds, () => folder.lock());
  try {
    const all = await readDeadLetters(folder);
    const dropped = chooseLetters(all, ids).map(({ id }) => id);
    await removeDeadLetters(folder, new Set(dropped));
    return { dropped, remaining: all.length - dropped.length };
  } finally {
    await release();
  }
}
