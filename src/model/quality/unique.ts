import { isNull, type ColumnValues } from '../table/columnValues.ts';
import type { Check, KeySet, Surroundings } from './checkTypes.ts';

/** The first row of a key passes, each later one fails; a null equals a null: as pandas' `duplicated`. */
export function unique(columns: readonly string[], keys: KeySet): Check {
  return {
    columns,
    learn: () => null,
    see: (values, { rows }) => ({ nulls: nullsOf(values, rows).length, failing: keys.see(...values) }),
  };
}

/** A key fails that an earlier partition has; twice within one is `unique`'s business. A key with a null in it is none. */
export function uniqueAcrossPartitions(columns: readonly string[], keySet: Surroundings['keySet']): Check {
  const all = keySet();
  let [partition, own]: [string | undefined, KeySet] = [undefined, keySet()];
  return {
    columns,
    learn: () => null,
    see: (values, group) => {
      if (group.partition !== partition) [partition, own] = [group.partition, keySet()];
      const nulls = nullsOf(values, group.rows);
      const excused = new Set([...own.see(...values), ...nulls]);
      return { nulls: nulls.length, failing: all.see(...values).filter(at => !excused.has(at)) };
    },
  };
}

function nullsOf(values: readonly ColumnValues[], rows: number): readonly number[] {
  const places: number[] = [];
  const [only, ...others] = values;
  // A million rows: what is asked of each must be no call and no closure.
  if (only instanceof Float64Array && others.length === 0) {
    for (let at = 0; at < rows; at++) if (Number.isNaN(only[at])) places.push(at);
  } else for (let at = 0; at < rows; at++) if (values.some(column => isNull(column[at]))) places.push(at);
  return places;
}
