import type { ColumnValues } from '../../model/table/columnValues.ts';
import type { Group } from './openWholeTable.ts';

type ReadColumns = (columns: readonly string[], group: Group) => Promise<readonly ColumnValues[]>;

interface Coming {
  readonly at: number;
  readonly values: Promise<readonly ColumnValues[]>;
}

/**
 * Columns of the group at a place. What was read of one group is most likely wanted of the next: that is read while this
 * one is checked, and no further. That it cannot be read is told to whoever asks for it, if somebody does.
 */
export function readingAhead(groups: readonly Group[], read: ReadColumns) {
  const coming = new Map<string, Coming>();
  return (columns: readonly string[], at: number): ReturnType<ReadColumns> => {
    const key = JSON.stringify(columns);
    const known = coming.get(key);
    const group = groups[at];
    if (!group) throw new RangeError(`no group ${at}`);
    const values = known?.at === at ? known.values : read(columns, group);
    coming.delete(key);
    const next = groups[at + 1];
    if (next) {
      const goOn = (): ReturnType<ReadColumns> => read(columns, next);
      const later = values.then(goOn, goOn);
      later.catch(() => undefined);
      coming.set(key, { at: at + 1, values: later });
    }
    return values;
  };
}
