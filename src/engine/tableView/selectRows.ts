import { fail } from '../../model/problem.ts';
import { isNullAt } from '../../model/table/exactColumn.ts';
import type { Value } from '../../model/table/value.ts';
import type { TableFilter } from '../../model/tableView/filter.ts';
import { readFilter } from '../../model/tableView/filterText.ts';
import { matches, mayHold } from '../../model/tableView/matchFilter.ts';
import type { TableQuery } from '../../model/tableView/table.ts';
import type { Work } from './gatherColumn.ts';
import type { TableView, ViewGroup } from './tableView.ts';

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
  if (filter.test === 'null') {
    const exact = await reader.exact({ group, column: place, rows: null });
    return rows.filter(row => isNullAt(exact, row) !== filter.isNegated);
  }
  const values = await reader.values({ group, column: place, rows: null });
  const holds = matches(filter, type);
  return rows.filter(row => holds(values[row] ?? null));
}

const NO_ROWS = new Uint32Array();

const constantHolds = (filter: TableFilter, constant: Value): boolean =>
  matches(filter, { kind: typeof constant === 'number' ? 'integer' : 'text' })(constant);
