import type { KeptRow } from '../../model/api/staged.ts';
import type { KeyFilter } from '../../model/dataset/keyFilter.ts';
import { mayShareKeys } from '../../model/dataset/keyRange.ts';
import { storedName } from '../../model/dataset/ownColumns.ts';
import type { StagedRows } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { createLookUp } from './lookUp.ts';
import { openStanding } from './pourTable.ts';
import { readManifest } from './stateFiles.ts';

/** A staged row whose key stands in a table of `date`. */
export interface FoundKey {
  readonly date: string;
  readonly came: KeptRow;
}

/**
 * Which staged rows have their key in the tables of these days. Reads their key columns alone, and only where the range
 * of keys says that it may be worth it: keys that count up are looked for in no other day.
 */
export async function* findKeys(
  writing: DatasetWriting,
  staged: StagedRows,
  keys: () => KeyFilter,
  dates: readonly string[],
): AsyncIterable<FoundKey> {
  for (const date of dates) {
    const filter = keys();
    const manifest = await readManifest(writing.ports.folder, date);
    if (manifest?.keys && !mayShareKeys(filter.range(), manifest.keys)) continue;
    yield* findIn(writing, date, staged, filter);
  }
}

async function* findIn(
  writing: DatasetWriting,
  date: string,
  staged: StagedRows,
  filter: KeyFilter,
): AsyncIterable<FoundKey> {
  const reader = await openStanding(writing, date);
  if (!reader) return;
  const lookUp = createLookUp(staged, filter, date);
  try {
    for await (const rows of reader.groups(writing.settings.primaryKey.map(storedName)))
      for (const row of rows) {
        const key = writing.keyOf(row);
        const came = key === undefined ? undefined : lookUp(key);
        if (came && came.partitionDate !== null) yield { date, came };
      }
  } finally {
    await reader.close();
  }
}
