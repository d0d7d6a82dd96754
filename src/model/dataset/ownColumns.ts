import type { ColumnType, TypedField } from '../table/columnType.ts';
import type { Row } from '../table/value.ts';

/** What we add to each row; the API's columns of these names, and of the folders' one, get an underscore more. */
export const INGESTED_AT = '_ingested_at';
export const INGESTED_AT_TYPE: ColumnType = { kind: 'timestamp', isZoned: true, unit: 'micros' };
export const OWN_COLUMNS: readonly TypedField[] = [
  { name: INGESTED_AT, type: INGESTED_AT_TYPE },
  { name: '_source', type: { kind: 'text' } },
  { name: '_partition_date', type: { kind: 'text' } },
];

/** Names that a column of the API cannot keep. */
export const TAKEN_NAMES: readonly string[] = [...OWN_COLUMNS.map(({ name }) => name), 'partition_date'];
const TAKEN = new Set(TAKEN_NAMES);
const OWN = new Set(OWN_COLUMNS.map(({ name }) => name));

export const isOwn = (name: string): boolean => OWN.has(name);

/** Under which name a column of the API is kept. */
export const storedName = (name: string): string => (TAKEN.has(name) ? `${name}_` : name);

/** Whether a column of this name may be kept under another one than the API's. */
export const isRenamed = (stored: string): boolean => stored.endsWith('_') && TAKEN.has(stored.slice(0, -1));

export function storedRow(row: Row): Row {
  for (const name of TAKEN)
    if (Object.hasOwn(row, name))
      return Object.fromEntries(Object.entries(row).map(([one, value]) => [storedName(one), value]));
  return row;
}

export const ownValues = (ingestedAt: Date, partitionDate: string): Row => ({
  [INGESTED_AT]: ingestedAt.toISOString(),
  _source: 'api',
  _partition_date: partitionDate,
});
