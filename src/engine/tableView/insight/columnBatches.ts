import { isNullAt } from '../../../model/table/exactColumn.ts';
import type { Value } from '../../../model/table/value.ts';
import type { Arranging } from '../arrange.ts';
import { exactIn, placeIn, valuesIn } from '../readPart.ts';
import type { Arrangement, TableView, ViewGroup } from '../tableView.ts';

/** Values of a column, in the order of the table. */
export interface ColumnBatch {
  readonly values: readonly Value[];
  /** Of each value, its row in the table. */
  rowAt(index: number): number;
}

export interface BatchesAsked {
  readonly column: number;
  /** Whether they are there is all that is asked: what is not null is true. */
  readonly nullsAlone: boolean;
}

/** So many take some milliseconds; then others have their turn. */
const BATCH = 32_768;

/** A column in the rows of a query, each row group read once. Throws what the reader throws, and the signal's reason. */
export async function* columnBatches(
  view: TableView,
  { order }: Arrangement,
  asked: BatchesAsked,
  { signal, onProgress }: Arranging,
): AsyncIterable<ColumnBatch> {
  const sorted = order && Uint32Array.from(order).sort();
  let [done, from] = [0, 0];
  for (const group of view.groups) {
    const to = sorted ? endOf(sorted, from, group.base + group.rows) : from;
    const rows = sorted && to - from < group.rows ? sorted.subarray(from, to).map(row => row - group.base) : null;
    from = to;
    const values = rows?.length === 0 ? [] : await valuesOf(group, asked, rows);
    for (let at = 0; at < values.length; at += BATCH) {
      signal?.throwIfAborted();
      yield {
        values: at === 0 && values.length <= BATCH ? values : values.slice(at, at + BATCH),
        rowAt: index => group.base + (rows ? (rows[at + index] ?? 0) : at + index),
      };
      await view.breathe();
    }
    onProgress?.((done += group.rows), view.head.rows);
  }
}

/** The first place whose row is not below `row`. */
function endOf(sorted: Uint32Array, from: number, row: number): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function valuesOf(
  of: ViewGroup,
  { column, nullsAlone }: BatchesAsked,
  rows: Uint32Array | null,
): Promise<readonly Value[]> {
  const { part, group, rows: size } = of;
  const place = placeIn(part, column);
  const count = rows?.length ?? size;
  if (typeof place !== 'number') return new Array<Value>(count).fill(place.constant);
  const { reader } = part;
  const { name } = reader.columns[place] ?? { name: '' };
  const facts = reader.facts[group]?.columns.get(name);
  // Two columns may have one name: what is said of it is said of one of them.
  const isItsOwn = reader.columns.filter(one => one.name === name).length === 1;
  if (isItsOwn && facts?.nulls === size) return new Array<Value>(count).fill(null);
  if (!nullsAlone) return valuesIn(of, column, rows);
  const exact = await exactIn(of, place, rows);
  return Array.from({ length: count }, (_, at) => (isNullAt(exact, at) ? null : true));
}
