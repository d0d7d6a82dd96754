import type { KeptRow } from '../../model/api/staged.ts';
import { createRowComparison } from '../../model/dataset/compareRows.ts';
import { INGESTED_AT, INGESTED_AT_TYPE } from '../../model/dataset/ownColumns.ts';
import { createSeqSet } from '../../model/dataset/seqSet.ts';
import { compareOrder, orderOf } from '../../model/dataset/watermark.ts';
import { fitFor } from '../../model/table/fitValue.ts';
import type { Row } from '../../model/table/value.ts';
import type { TableColumn } from '../ports.ts';
import type { IncomingRows } from './incomingRows.ts';
import { createLookUp } from './lookUp.ts';
import type { PartitionTask } from './partitionTask.ts';
import { readRow } from './rowGate.ts';
import type { TableRow } from './tableSink.ts';

export interface MetRow {
  readonly key: string;
  readonly row: TableRow;
  /** Of a row that came. */
  readonly text?: string;
}

/** A row that stands in a partition meets the one that came with its key. */
export interface Meeting {
  /** What stands there afterwards; null: it stood there twice. */
  meet(row: Row): Promise<MetRow | null>;
  hasMet(seq: number): boolean;
  hasChanged(): boolean;
  /** Those that this run has put in the place of others, also before a crash. */
  written(): number;
}

export function createMeeting(task: PartitionTask, columns: readonly TableColumn[], incoming: IncomingRows): Meeting {
  const { writing, date, staged, plan } = task;
  const { settings, run } = writing;
  const isSame = createRowComparison(columns);
  const stamp = fitFor(INGESTED_AT_TYPE)(run.startedAt.toISOString());
  const lookUp = createLookUp(staged, plan.keys(), settings.dateColumn === null ? settings.startDate : date);
  const met = createSeqSet();
  let [hasChanged, written] = [false, 0];

  /** Without a date column a row stays where it stands; with one, what came for another day is dropped later. */
  function cameFor(key: string): KeptRow | undefined {
    const came = lookUp(key);
    const isHere = came && came.partitionDate !== null && (settings.dateColumn === null || came.partitionDate === date);
    return isHere ? came : undefined;
  }

  async function choose(row: Row, key: string, came: KeptRow): Promise<MetRow> {
    const { json, order } = came;
    if (row[INGESTED_AT] === stamp) written += 1;
    if (settings.write === 'append' || (run.isReplay && isNewer(row, order))) return { key, row };
    const passed = await incoming.pass(came);
    const next = typeof passed === 'string' ? readRow(passed) : passed;
    if (!next || isSame(row, next)) return { key, row };
    hasChanged = true;
    if (row[INGESTED_AT] !== stamp) written += 1;
    return { key, row: passed ?? next, text: json };
  }

  function isNewer(row: Row, order: string | null): boolean {
    const standing = orderOf(row, settings.watermarkColumn);
    return standing !== null && order !== null && compareOrder(standing, order) > 0;
  }

  return {
    async meet(row) {
      const key = writing.keyOf(row);
      const came = key === undefined ? undefined : cameFor(key);
      if (key === undefined || !came) return { key: key ?? '', row };
      if (met.has(came.seq)) {
        hasChanged = true;
        return null;
      }
      met.add(came.seq);
      return choose(row, key, came);
    },
    hasMet: seq => met.has(seq),
    hasChanged: () => hasChanged,
    written: () => written,
  };
}
