import type { ViewReader } from '../../src/engine/filePorts.ts';
import { openView } from '../../src/engine/tableView/openView.ts';
import type { TableView } from '../../src/engine/tableView/tableView.ts';
import type { ColumnType } from '../../src/model/table/columnType.ts';
import type { Value } from '../../src/model/table/value.ts';
import type { ValueKind } from '../../src/model/tableView/table.ts';

export interface FakeColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: ValueKind;
  /** Row group by row group. */
  readonly groups: readonly (readonly Value[])[];
}

/** A table that is looked at, of one file. */
export const fakeView = (columns: readonly FakeColumn[]): Promise<TableView> =>
  openView(
    {
      openTableFile: async () => viewReader(columns),
      findTables: async () => null,
      breathe: async () => undefined,
      elapsed: () => 0,
    },
    '/table.parquet',
  );

function viewReader(columns: readonly FakeColumn[]): ViewReader {
  const sizes = columns[0]?.groups.map(values => values.length) ?? [];
  const asked = ({ group, column, rows }: Parameters<ViewReader['values']>[0]): readonly Value[] => {
    const all = columns[column]?.groups[group] ?? [];
    return rows ? Array.from(rows, row => all[row] ?? null) : all;
  };
  return {
    columns,
    seen: columns.map(({ name, kind, type }) => ({ name, kind, type: type.kind, problem: null })),
    ...{ rows: sizes.reduce((sum, rows) => sum + rows, 0), bytes: 0, notes: {} },
    facts: sizes.map(rows => ({ rows, columns: new Map() })),
    values: async one => asked(one),
    async exact(one) {
      const values = asked(one);
      const nulls = Uint8Array.from(values, value => (value === null ? 1 : 0));
      return { of: 'numbers', numbers: Float64Array.from(values, Number), nulls };
    },
    ...{ cells: unasked, cell: unasked, find: unasked, layout: unasked, chunks: unasked, note: unasked },
    ...{ column: unasked, read: unasked, groups: unasked, close: async () => undefined },
  };
}

const unasked = (): never => {
  throw new Error('columns are asked for');
};
