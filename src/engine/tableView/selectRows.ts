import { fail } from '../../model/problem.ts';
import { isNullAt } from '../../model/table/exactColumn.ts';
import type { Value } from '../../model/table/value.ts';
import type { TableFilter } from '../../model/tableView/filter.ts';
import { readFilter } from '../../model/tableView/filterText.ts';
import { matches, mayHold } from '../../model/tableView/matchFilter.ts';
import type { TableQuery } from '../../model/tableView/table.ts';
import type { Work } from './gatherColumn.ts';
import { exactIn, placeIn, valuesIn } from './readPart.ts';
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
    for (const { column, filter } of soonFirst(filters, group)) {
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

/** What the path says comes first: a file that it leaves out is not read, and need not be one that can be. */
const soonFirst = (filters: readonly ColumnFilter[], { part }: ViewGroup): readonly ColumnFilter[] => {
  const isSaid = ({ column }: ColumnFilter): boolean => {
    const place = part.places[column];
    return typeof place === 'object' && 'constant' in place;
  };
  return [...filters.filter(isSaid), ...filters.filter(one => !isSaid(one))];
};

async function holding(of: ViewGroup, { column, filter, rows }: Sought): Promise<Uint32Array> {
  const { part, group, rows: size } = of;
  const place = placeIn(part, column);
  const { reader } = part;
  if (typeof place !== 'number') return constantHolds(filter, place.constant) ? rows : NO_ROWS;
  const { name, type } = reader.columns[place] ?? { name: '', type: { kind: 'null' } };
  const facts = reader.columns.findIndex(one => one.name === name) === place && reader.facts[group]?.columns.get(name);
  if (facts && !mayHold(filter, type, facts, size)) return NO_ROWS;
  if (reader.seen[place]?.kind === 'nested') return holdingNested(of, { column, filter, rows });
  const isExact = filter.test === 'null' || type.kind === 'date' || type.kind === 'timestamp';
  const exact = isExact ? await exactIn(of, place, null) : null;
  if (exact && filter.test === 'null') return rows.filter(row => isNullAt(exact, row) !== filter.isNegated);
  const ofTimes = exact && timeFilter(filter, type, exact);
  if (ofTimes) return rows.filter(ofTimes);
  const values = await valuesIn(of, column, null);
  const holds = matches(filter, type);
  return rows.filter(row => holds(values[row] ?? null));
}

/** Nested values of a large group take longer to read than a question may: so many rows at a time. */
const NESTED_ROWS = 20_000;

async function holdingNested(of: ViewGroup, { column, filter, rows }: Sought): Promise<Uint32Array> {
  const place = of.part.places[column];
  const holds = matches(
    filter,
    of.part.reader.columns[typeof place === 'number' ? place : -1]?.type ?? { kind: 'json' },
  );
  const found: number[] = [];
  for (let from = 0; from < rows.length; from += NESTED_ROWS) {
    const some = rows.subarray(from, from + NESTED_ROWS);
    const values = await valuesIn(of, column, some);
    for (const [at, row] of some.entries()) if (holds(values[at] ?? null)) found.push(row);
  }
  return Uint32Array.from(found);
}

const NO_ROWS = new Uint32Array();

const constantHolds = (filter: TableFilter, constant: Value): boolean =>
  matches(filter, { kind: typeof constant === 'number' ? 'integer' : 'text' })(constant);
