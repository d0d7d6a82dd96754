import type { ColumnFacts, ColumnValues, GroupFacts, TableColumn, TableReader } from '../../src/engine/ports.ts';
import { fail } from '../../src/model/problem.ts';
import type { Value } from '../../src/model/table/value.ts';

type Group = Readonly<Record<string, readonly Value[]>>;

export interface FakeReader extends TableReader {
  /** `group column`, in the order in which they were asked for. */
  readonly asked: string[];
}

/** A file of row groups, by column; numbers as the real reader gives them. `knows`: what its statistics say. */
export function fakeReader(
  columns: readonly TableColumn[],
  groups: readonly Group[],
  knows: (values: readonly Value[]) => ColumnFacts = nothing,
): FakeReader {
  const asked: string[] = [];
  const rowsOf = (group: Group): number => group[columns[0]?.name ?? '']?.length ?? 0;
  return {
    asked,
    columns,
    rows: groups.reduce((sum, group) => sum + rowsOf(group), 0),
    notes: {},
    facts: groups.map((group): GroupFacts => ({
      rows: rowsOf(group),
      columns: new Map(Object.entries(group).map(([name, values]) => [name, knows(values)])),
    })),
    async column(group, name) {
      asked.push(`${group} ${name}`);
      const values = groups[group]?.[name];
      if (!values) throw fail('config', 'column_missing', { path: '', column: name });
      return packed(values);
    },
    async *groups() {
      throw new Error('rules read columns');
    },
    read: async () => {
      throw new Error('rules read columns');
    },
    close: async () => undefined,
  };
}

const nothing = (): ColumnFacts => ({ nulls: null, min: null, max: null });

/** All that a file could say, of numbers and texts. */
export function allFacts(values: readonly Value[]): ColumnFacts {
  const known = values.filter(value => value !== null && !Number.isNaN(value));
  const sorted = known.toSorted((a, b) => (String(typeof a) + a < String(typeof b) + b ? -1 : 1));
  const numbers = known.filter(value => typeof value === 'number');
  const isNumeric = numbers.length === known.length;
  const [min, max] = isNumeric ? [Math.min(...numbers), Math.max(...numbers)] : [sorted[0], sorted.at(-1)];
  const nulls = values.length - known.length;
  return known.length === 0 ? { nulls, min: null, max: null } : { nulls, min: min ?? null, max: max ?? null };
}

export const packed = (values: readonly Value[]): ColumnValues =>
  values.every(value => value === null || typeof value === 'number')
    ? Float64Array.from(values, value => (typeof value === 'number' ? value : NaN))
    : values;
