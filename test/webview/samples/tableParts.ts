import type { Handlers } from '../../../src/protocol/peer.ts';
import type { TableHostVerbs, TableQuery } from '../../../src/protocol/table.ts';
import type { MadeTable } from './madeTable.ts';

export interface Rows {
  /** The row of the table at a position of the query. */
  rowAt(query: TableQuery, position: number): number;
  total(query: TableQuery): number;
}

type Part = 'find' | 'insight' | 'layout' | 'groupLayout' | 'note' | 'copy' | 'copyText' | 'export';

/** What the fake host answers to the schema, the row groups, the insight, finding, copying and exporting. */
export const partsOf = (_table: MadeTable, { total }: Rows): Pick<Handlers<TableHostVerbs>, Part> => ({
  find: () => null,
  insight: ({ query }) => ({
    ...{ rows: total(query), nulls: 0, distinct: null, isDistinctExact: true, min: null, max: null },
    ...{ mean: null, median: null, top: [], histogram: null },
  }),
  layout: () => ({ file: '', bytes: 0, version: 2, createdBy: null, notes: [], schema: [], groups: [] }),
  groupLayout: () => [],
  note: () => null,
  copy: ({ count }) => ({ rows: count }),
  copyText: () => undefined,
  export: () => null,
});
