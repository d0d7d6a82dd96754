import type { KeptRow } from '../../model/api/staged.ts';
import { createKeyFilter, type KeyFilter } from '../../model/dataset/keyFilter.ts';
import type { StagedRows } from './dataset.ts';

/** Of all staged keys. Takes a pass over them, once: asking the staging for a key that is not there costs some 10 µs. */
export function createStagedKeys(staged: StagedRows): () => KeyFilter {
  let filter: KeyFilter | undefined;
  return () => (filter ??= filterOf(staged));
}

function filterOf(staged: StagedRows): KeyFilter {
  const days = staged.partitions();
  const filter = createKeyFilter(days.reduce((sum, { rows }) => sum + rows, 0));
  for (const { partitionDate } of days)
    for (const rows of staged.rows(partitionDate)) for (const { key } of rows) filter.add(key);
  return filter;
}

/**
 * Finds staged rows by their keys, asked for in the order of a table. An API that is read again gives its rows in the
 * same order mostly: then the next one of the day is the one that is asked for, and nothing is looked up.
 */
export function createLookUp(staged: StagedRows, keys: KeyFilter, date: string): (key: string) => KeptRow | undefined {
  const rows = inTurn(staged, date);
  let head = rows.next();
  const skipTo = (seq: number): void => {
    while (!head.done && head.value.seq <= seq) head = rows.next();
  };
  return key => {
    if (!keys.mayHave(key)) return undefined;
    const found = !head.done && head.value.key === key ? head.value : staged.row(key);
    if (found?.partitionDate === date) skipTo(found.seq);
    return found;
  };
}

function* inTurn(staged: StagedRows, date: string): Generator<KeptRow, undefined> {
  for (const rows of staged.rows(date)) yield* rows;
}
