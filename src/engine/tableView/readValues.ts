import type { Value } from '../../model/table/value.ts';
import { groupsOf, numbersOf } from './readCells.ts';
import { valuesIn } from './readPart.ts';
import type { Arrangement, TableView } from './tableView.ts';

export interface ValuesAsked {
  readonly columns: readonly number[];
  /** Positions in the query; all where nothing is said. */
  readonly from?: number;
  readonly count?: number;
  readonly signal?: AbortSignal;
}

export interface ValueBatch {
  /** Of each row, its number in the table. */
  readonly numbers: Uint32Array;
  /** A list for each column that was asked for: NULL is null, NaN is NaN, binary values are hexadecimal texts. */
  readonly columns: readonly (readonly Value[])[];
}

/** Values in memory at a time, of all columns together. */
const BATCH_VALUES = 400_000;

/**
 * Rows of a query, in its order, a batch at a time. In the order of the file each page is read once; sorted rows lie
 * anywhere, and each batch reads what it needs of all of them. Throws what the reader throws.
 */
export async function* readValues(view: TableView, { order, rows }: Arrangement, asked: ValuesAsked) {
  const { columns, from = 0, count = rows, signal } = asked;
  const size = Math.max(1000, Math.floor(BATCH_VALUES / Math.max(1, columns.length)));
  const end = Math.min(rows, from + count);
  for (let at = from; at < end; at += size) {
    signal?.throwIfAborted();
    const numbers = numbersOf(order, at, Math.min(end, at + size));
    const batch: ValueBatch = { numbers, columns: await Promise.all(columns.map(one => valuesAt(view, one, numbers))) };
    yield batch;
  }
}

/** Of some rows of the table, in the order in which they are named. */
export async function valuesAt(view: TableView, column: number, numbers: Uint32Array): Promise<readonly Value[]> {
  const values = new Array<Value>(numbers.length).fill(null);
  for (const { group, at, rows } of groupsOf(view, numbers)) {
    const found = await valuesIn(group, column, rows);
    for (const [index, one] of at.entries()) values[one] = found[index] ?? null;
  }
  return values;
}
