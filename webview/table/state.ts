import type { Arranged, Cell, TableHead, TableQuery } from '../../src/protocol/table.ts';
import type { GridState } from '../common/grid/state.ts';
import { keptGrid, newGrid, restoredGrid } from '../common/grid/state.ts';
import type { GridRows } from '../common/grid/rows.ts';
import { WAITING, type Loaded } from '../common/states.ts';
import { newFinder, newGroups, newInsight, newOut, newSchema } from './parts.ts';
import type { FinderState, Folds, GroupsState, InsightState, OutState, SchemaState } from './parts.ts';

export type Tab = 'data' | 'schema' | 'groups';
export const TABS: readonly Tab[] = ['data', 'schema', 'groups'];

/** What stands beside the grid; each follows the active cell. */
export type Side = 'insight' | 'value' | null;

export const NO_QUERY: TableQuery = { filters: [], sort: [] };

/** Work of the engine that is under way; of each kind one at most: a newer one stops it. */
export type WorkKind = 'open' | 'arrange' | 'find' | 'insight' | 'copy' | 'export';

export interface Work {
  readonly id: string;
  readonly kind: WorkKind;
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
}

/** All that the page holds; everything on the screen is drawn from it. A part's own state is made by its own file. */
export interface State {
  head: Loaded<TableHead>;
  /** Of the columns that `wanted` and `grid` speak of by their place; null: they speak of none yet. */
  names: readonly string[] | null;
  tab: Tab;
  side: Side;
  /** As the reader wants it: what stands in the fields of the filters, and the arrows. */
  wanted: TableQuery;
  /** What the rows on the screen are of; `wanted` until it is arranged. */
  query: TableQuery;
  /** Of `query`; null: it is empty. */
  arranged: Arranged | null;
  /** Why `wanted` is not `query`. */
  fault: Loaded<never> | null;
  rows: GridRows | null;
  grid: GridState;
  works: readonly Work[];
  /** A row of the table that was asked for, and that the filter hides; one that is to be seen at once. Numbers from 0. */
  missed: number | null;
  marked: number | null;
  /** How the file is now, beside the one on the screen. */
  disk: 'same' | 'other' | 'gone';
  /** In the field of the row to go to, while somebody types there: rows that come meanwhile leave it alone. */
  typedRow: string | null;
  /** Name of the dataset that it is a part of. */
  dataset: string | null;
  /** Opening takes long enough to be shown. */
  isLong: boolean;
  /** The list of columns is open; what is searched in it. */
  chooser: { readonly search: string } | null;
  /** Of a column: where it was asked for. */
  menu: { readonly column: number; readonly box: DOMRect } | null;
  /** What the side panel shows of the active cell. */
  value: { readonly row: number; readonly column: number; readonly whole: Loaded<Cell>; readonly folds: Folds } | null;
  schema: SchemaState;
  groups: GroupsState;
  insight: InsightState;
  finder: FinderState;
  out: OutState;
}

export const newState = (): State => ({
  ...{ head: WAITING, names: null, tab: 'data', side: null, wanted: NO_QUERY, query: NO_QUERY },
  ...{ arranged: null, fault: null },
  ...{ rows: null, grid: newGrid(), works: [], missed: null, marked: null, disk: 'same', dataset: null, isLong: false },
  typedRow: null,
  chooser: null,
  menu: null,
  value: null,
  ...{ schema: newSchema(), groups: newGroups(), insight: newInsight(), finder: newFinder(), out: newOut() },
});

/** Whether the reader has a filter on. */
export const isFiltered = ({ query }: Pick<State, 'query'>): boolean => query.filters.length > 0;

/** Rows of what is shown: after the filters. */
export function rowsShown({ head, arranged }: Pick<State, 'head' | 'arranged'>): number {
  return arranged?.rows ?? (head.state === 'here' ? head.value.rows : 0);
}

export const isQueried = ({ filters, sort }: TableQuery): boolean => filters.length + sort.length > 0;

export const keptOf = (state: State) => ({
  names: state.names,
  tab: state.tab,
  side: state.side,
  wanted: state.wanted,
  grid: keptGrid(state.grid),
  file: state.schema.footers.name,
  group: state.groups.group,
  find: state.finder.isOpen ? state.finder.text : null,
});

type Kept = ReturnType<typeof keptOf>;

/** What an earlier life of the page left, as far as it can be used. */
export function restored(kept: unknown): Partial<State> {
  if (typeof kept !== 'object' || kept === null) return {};
  // SAFETY: each member is checked below.
  const { names, tab, side, wanted, grid, file, group, find } = kept as Partial<Record<keyof Kept, unknown>>;
  const known = TABS.find(one => one === tab);
  return {
    names: list(names, isText),
    ...(known && { tab: known }),
    ...((side === 'insight' || side === 'value') && { side }),
    wanted: readQuery(wanted),
    grid: restoredGrid(grid),
    ...(isText(file) && { schema: newSchema(file) }),
    ...(Number.isInteger(group) && { groups: { ...newGroups(), group: Math.max(0, Number(group)) } }),
    ...(isText(find) && { finder: { ...newFinder(), isOpen: true, text: find } }),
  };
}

function readQuery(value: unknown): TableQuery {
  if (typeof value !== 'object' || value === null) return NO_QUERY;
  // SAFETY: each member is checked below.
  const { filters, sort } = value as Partial<Record<keyof TableQuery, unknown>>;
  return { filters: list(filters, isFilter), sort: list(sort, isSort) };
}

const list = <T>(value: unknown, is: (one: unknown) => one is T): readonly T[] =>
  Array.isArray(value) ? value.filter(is) : [];

const isText = (one: unknown): one is string => typeof one === 'string';

const isFilter = (one: unknown): one is TableQuery['filters'][number] =>
  isOfColumn(one) && 'text' in one && typeof one.text === 'string';

const isSort = (one: unknown): one is TableQuery['sort'][number] =>
  isOfColumn(one) && 'isDescending' in one && typeof one.isDescending === 'boolean';

const isOfColumn = (one: unknown): one is { column: number } =>
  typeof one === 'object' && one !== null && 'column' in one && Number.isInteger(one.column);
