import type { ColumnFacts, ColumnValues, GroupFacts } from '../../engine/ports.ts';
import type { FileColumn } from './parquetTypes.ts';
import type { FileHead } from './tableMessages.ts';

/** What the file says of the values of its flat columns. */
export function factsOf({ groups, statistics }: FileHead, columns: readonly FileColumn[]): readonly GroupFacts[] {
  const { nulls, mins, maxs } = statistics;
  const leaves = groups.length === 0 ? 0 : nulls.length / groups.length;
  return groups.map((rows, group) => {
    const known = columns.flatMap((column): [string, ColumnFacts][] => {
      if (column.leaf === null) return [];
      const at = group * leaves + column.leaf;
      const count = nulls[at] ?? NaN;
      const isSaid = !Number.isNaN(count) && !isDouble(column);
      const facts = {
        nulls: isSaid ? count : null,
        min: column.decode(mins[at] ?? null),
        max: column.decode(maxs[at] ?? null),
      };
      return Object.values(facts).every(one => one === null) ? [] : [[column.name, facts]];
    });
    return { rows, columns: new Map(known) };
  });
}

/** Their NaN is a null, which no writer counts. */
const isDouble = ({ type: { kind } }: FileColumn): boolean => kind === 'float' || kind === 'double';

export function valuesOf(physical: ArrayLike<unknown>, column: FileColumn | undefined): ColumnValues {
  if (!column) return [];
  if (physical instanceof Float64Array && column.type.kind === 'integer') return physical;
  const values = Array.from(physical, column.decode);
  const isNumber = isDouble(column) || (column.type.kind === 'integer' && !column.type.isLong);
  return isNumber ? Float64Array.from(values, one => (one === null ? NaN : Number(one))) : values;
}
