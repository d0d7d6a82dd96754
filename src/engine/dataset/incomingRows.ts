import type { KeptRow } from '../../model/api/staged.ts';
import type { DeadLetterDraft, DeadRequest } from '../../model/dataset/deadLetter.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isStruct, type Row } from '../../model/table/value.ts';
import type { FindHeld } from './heldRows.ts';
import { createRowGate } from './rowGate.ts';
import type { TableRow } from './tableSink.ts';
import type { StagedRows } from './dataset.ts';
import type { PartitionTask } from './partitionTask.ts';

/** Staged rows on their way into a table; what the columns do not take, and what is in quarantine, goes to the dead letters. */
export interface IncomingRows {
  /** Undefined: it is a dead letter. */
  pass(row: Pick<KeptRow, 'key' | 'json' | 'page'>): Promise<TableRow | undefined>;
  /** All dead letters are on the disk. */
  settle(): Promise<void>;
  counts(): { readonly deadLetters: number; readonly discarded: number };
}

const BATCH = 500;

export async function createIncoming({ writing, date, plan, staged }: PartitionTask): Promise<IncomingRows> {
  let [deadLetters, discarded] = [0, 0];
  let waiting: DeadLetterDraft[] = [];
  const gate = createRowGate(plan, () => void (discarded += 1));
  const held = await writing.held();
  const findHeld: FindHeld = held.isEmpty ? () => undefined : held.finder(plan.columns);
  const settle = async (): Promise<void> => {
    const letters = waiting;
    waiting = [];
    if (letters.length > 0) await writing.deadLetters.add(letters);
  };
  const putAside = async (letter: DeadLetterDraft): Promise<undefined> => {
    deadLetters += 1;
    waiting.push(letter);
    if (waiting.length >= BATCH) await settle();
  };
  return {
    async pass(came) {
      const known = findHeld(came);
      if (known) return putAside(known);
      const { json, page } = came;
      const { row, reason } = gate(json);
      if (!reason) return row;
      const request = requestOf(staged, page);
      return putAside({ reason, kind: 'data', partitionDate: date, record: recordOf(json), request });
    },
    settle,
    counts: () => ({ deadLetters, discarded }),
  };
}

export function requestOf(staged: Pick<StagedRows, 'uriOf'>, page: number): DeadRequest | null {
  const url = staged.uriOf(page);
  return url === null ? null : { url };
}

/** As the API gave it. */
function recordOf(json: string): Row | null {
  const record = parseExactJson(json);
  return isStruct(record) ? record : null;
}
