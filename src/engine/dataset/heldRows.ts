import type { KeptRow } from '../../model/api/staged.ts';
import { createRowComparison } from '../../model/dataset/compareRows.ts';
import type { DeadLetter } from '../../model/dataset/deadLetter.ts';
import { createKeyOf } from '../../model/dataset/keyOf.ts';
import { storedRow } from '../../model/dataset/ownColumns.ts';
import { isHeld } from '../../model/dataset/quarantine.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isStruct } from '../../model/table/value.ts';
import type { DatasetFolder, Hash, TableColumn } from '../ports.ts';
import { readDeadLetters } from './deadLetterFile.ts';

/** The letter of a row that came as it was when a rule failed on it: it stays where it is. */
export type FindHeld = (came: Pick<KeptRow, 'key' | 'json'>) => DeadLetter | undefined;

/** Rows of a dataset that are in quarantine: the same ones that come again do not slip back in. */
export interface HeldRows {
  readonly isEmpty: boolean;
  /** @param columns of the table; one that is new makes another row */
  finder(columns: readonly TableColumn[]): FindHeld;
}

/** A row that the source has changed, or a person has repaired, is another one. */
export async function readHeldRows(
  folder: DatasetFolder,
  hash: Hash,
  { primaryKey, released }: { readonly primaryKey: readonly string[]; readonly released?: ReadonlySet<string> },
): Promise<HeldRows> {
  const keyOf = createKeyOf(primaryKey);
  const byKey = new Map<string, DeadLetter[]>();
  for (const letter of await readDeadLetters(folder)) {
    if (!letter.record || released?.has(letter.id) || !isHeld(letter, hash.sha256)) continue;
    const key = keyOf(letter.record) ?? '';
    byKey.set(key, [...(byKey.get(key) ?? []), letter]);
  }
  return {
    isEmpty: byKey.size === 0,
    finder(columns) {
      const isSame = createRowComparison(columns);
      return ({ key, json }) => {
        const letters = byKey.get(key);
        const row = letters && parseExactJson(json);
        if (!isStruct(row)) return undefined;
        const stored = storedRow(row);
        return letters?.find(({ record }) => record && isSame(storedRow(record), stored));
      };
    },
  };
}
