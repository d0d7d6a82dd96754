import { fail } from '../../model/problem.ts';
import { isNullAt } from '../../model/table/exactColumn.ts';
import type { Value } from '../../model/table/value.ts';
import type { TableFilter } from '../../model/tableView/filter.ts';
import { readFilter } from '../../model/tableView/filterText.ts';
import { matches, mayHold } from '../../model/tableView/matchFilter.ts';
import type { TableQuery } from '../../model/tableView/table.ts';
import type { Work } from './gatherColumn.ts';
import type { ViewReader } from '../filePorts.ts';
import type { TableView, ViewGroup } from './tableView.ts';
import { timeFilter } from './timeFilter.ts';

export interface ColumnFilter {
  readonly column: number;
  readonly filter: TableFilter;
}

/** Throws usage `filter_…`, with `column`, its name. */
export function filtersOf({ head }: TableView, { filters }: TableQuery): readonly ColumnFilter[] {
  return filters.flatMap(({ column, text }) => {
    const { name, kind } = head.columns[column] ?? { name: '', kind: 'null' };
    const read = readFilter(text, kind);
    if ('fault' in read) throw fail('usage', read.fault.code, { ...read.fault.params, column: name });
    return read.filter ? [{ column, filter: read.filter }] : [];
  });
}

/** Numbers of the rows for which all filters hold, ascending. */
export async function selectRows(view: TableView, filters: readonly ColumnFilter[], work: Work): Promise<Uint32Array> {
  const found: Uint32Array[] = [];
  for (const group of view.groups) {
    let left: Uint32Array = Uint32Array.from({ length: group.rows }, (_, at) => at);
    for (const { column, filter } of filters) {
      work.signal?.throwIfAborted();
      if (left.length > 0) left = await holding(group, { column, filter, rows: left });
      work.onRows?.(group.rows);
    }
    found.push(left.map(row => row + group.base));
  }
  const all = new Uint32Array(found.reduce((sum, rows) => sum + rows.length, 0));
  let at = 0;
  for (const rows of found) {
    all.set(rows, at);
    at += rows.length;
  }
  return all;
}

interface Sought extends ColumnFilter {
  readonly rows: Uint32Array;
}

async function holding({ part, group, rows: size }: ViewGroup, { column, filter, rows }: Sought): Promise<Uint32Array> {
  const place = part.places[column];
  const { reader } = part;
  if (typeof place !== 'number') return constantHolds(filter, place?.constant ?? null) ? rows : NO_ROWS;
  const { name, type } = reader.columns[place] ?? { name: '', type: { kind: 'null' } };
  const facts = reader.columns.findIndex(one => one.name === name) === place && reader.facts[group]?.columns.get(name);
  if (facts && !mayHold(filter, type, facts, size)) return NO_ROWS;
  if (reader.seen[place]?.kind === 'nested') return holdingNested(reader, { group, place, filter, rows });
  const isExact = filter.test === 'null' || type.kind === 'date' || type.kind === 'timestamp';
  const exact = isExact ? await reader.exact({ group, column: place, rows: null }) : null;
  if (exact && filter.test === 'null') return rows.filter(row => isNullAt(exact, row) !== filter.isNegated);
  const ofTimes = exact && timeFilter(filter, type, exact);
  if (ofTimes) return rows.filter(ofTimes);
  const values = await reader.values({ group, column: place, rows: null });
  const holds = matches(filter, type);
  return rows.filter(row => holds(values[row] ?? null));
}

/** Nested values of a large group take longer to read than a question may: so many rows at a time. */
const NESTED_ROWS = 20_000;

interface SoughtNested {
  readonly group: number;
  readonly place: number;
  readonly filter: TableFilter;
  readonly rows: Uint32Array;
}

async function holdingNested(reader: ViewReader, { group, place, filter, rows }: SoughtNested): Promise<Uint32Array> {
  const holds = matches(filter, reader.columns[place]?.type ?? { kind: 'json' });
  const found: number[] = [];
  for (let from = 0; from < rows.length; from += NESTED_ROWS) {
    const some = rows.subarray(from, from + NESTED_ROWS);
    const values = await reader.values({ group, column: place, rows: some });
    for (const [at, row] of some.entries()) if (holds(values[at] ?? null)) found.push(row);
  }
  return Uint32Array.from(found);
}

const NO_ROWS = new Uint32Array();

const constantHolds = (filter: TableFilter, constant: Value): boolean =>
  matches(filter, { kind: typeof constant === 'number' ? 'integer' : 'text' })(constant);
