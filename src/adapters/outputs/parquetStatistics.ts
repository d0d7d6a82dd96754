import type { FileMetaData, ParquetParsers, SchemaElement } from 'hyparquet';
import { isText } from './parquetPhysical.ts';
import type { LeafStatistics } from './tableMessages.ts';

/** Moments and days as their bits are: hyparquet would make Dates of them, and lose the microseconds. */
export const PHYSICAL_STATISTICS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: value => value,
  timestampFromMicroseconds: value => value,
  timestampFromNanoseconds: value => value,
  dateFromDays: days => days,
};

/** What the footer says of each column chunk, as far as it can be true. */
export function statisticsOf({ schema, row_groups: groups }: FileMetaData): LeafStatistics {
  const leaves = schema.filter(({ num_children: children }) => !children);
  const size = groups.length * leaves.length;
  const nulls = new Float64Array(size).fill(NaN);
  const [mins, maxs]: [unknown[], unknown[]] = [new Array(size).fill(null), new Array(size).fill(null)];
  for (const [group, { columns, num_rows: rows }] of groups.entries())
    for (const [leaf, element] of leaves.entries()) {
      const found = columns[leaf]?.meta_data?.statistics;
      if (!found) continue;
      const at = group * leaves.length + leaf;
      const count = Number(found.null_count ?? NaN);
      if (count >= 0 && count <= Number(rows)) nulls[at] = count;
      const { min_value: min, max_value: max } = found;
      if (!isBound(element) || !isOrdered(min, max)) continue;
      // Some writers cut texts and do not say so.
      const isExact = !isText(element);
      if (found.is_min_value_exact ?? isExact) mins[at] = min;
      if (found.is_max_value_exact ?? isExact) maxs[at] = max;
    }
  return { nulls, mins, maxs };
}

/** hyparquet makes doubles of decimals, and texts of all bytes; the order of INT96 is not defined. */
function isBound(element: SchemaElement): boolean {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return false;
  if (converted === 'JSON' || logical?.type === 'JSON') return false;
  return ['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE'].includes(type ?? '') || isText(element);
}

/** A NaN among them says nothing of the others. */
const isOrdered = (min: unknown, max: unknown): boolean =>
  (typeof min === 'number' && typeof max === 'number' && min <= max) ||
  (typeof min === 'bigint' && typeof max === 'bigint' && min <= max) ||
  (typeof min === typeof max && (typeof min === 'string' || typeof min === 'boolean'));
