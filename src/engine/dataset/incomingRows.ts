import type { KeptRow } from '../../model/api/staged.ts';
import type { DeadLetterDraft, DeadRequest } from '../../model/dataset/deadLetter.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isStruct, type Row } from '../../model/table/value.ts';
import { createRowGate } from './rowGate.ts';
import type { StagedRows } from './dataset.ts';
import type { PartitionTask } from './partitionTask.ts';

/** Staged rows on their way into a table; what the columns do not take goes to the dead letters. */
export interface IncomingRows {
  /** Undefined: it is a dead letter. */
  pass(row: Pick<KeptRow, 'json' | 'page'>): Promise<Row | undefined>;
  /** All dead letters are on the disk. */
  settle(): Promise<void>;
  counts(): { readonly deadLetters: number; readonly discarded: number };
}

const BATCH = 500;

export function createIncoming({ writing, date, plan, staged }: PartitionTask): IncomingRows {
  let [deadLetters, discarded] = [0, 0];
  let waiting: DeadLetterDraft[] = [];
  const gate = createRowGate(plan, () => void (discarded += 1));
  const settle = async (): Promise<void> => {
    const letters = waiting;
    waiting = [];
    if (letters.length > 0) await writing.deadLetters.add(letters);
  };
  return {
    async pass({ json, page }) {
      const { row, reason } = gate(json);
      if (!reason) return row;
      deadLetters += 1;
      waiting.push({
        reason,
        kind: 'data',
        partitionDate: date,
        record: recordOf(json),
        request: requestOf(staged, page),
      });
      if (waiting.length >= BATCH) await settle();
      return undefined;
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
