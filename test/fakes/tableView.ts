import type { ViewReader } from '../../src/engine/filePorts.ts';
import { createOrderRoom } from '../../src/engine/tableView/keptOrders.ts';
import { openView } from '../../src/engine/tableView/openView.ts';
import type { TableView } from '../../src/engine/tableView/tableView.ts';
import type { ColumnType } from '../../src/model/table/columnType.ts';
import type { Value } from '../../src/model/table/value.ts';
import type { ValueKind } from '../../src/model/tableView/table.ts';
import { fakeViewReader } from './viewReader.ts';

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
      orders: createOrderRoom(),
    },
    '/table.parquet',
  );

function viewReader(columns: readonly FakeColumn[]): ViewReader {
  const groups = (columns[0]?.groups ?? []).map((_, group) =>
    Object.fromEntries(columns.map(({ name, groups: all }) => [name, all[group] ?? []])),
  );
  const seen = columns.map(({ name, kind, type }) => ({ name, kind, type: type.kind, problem: null }));
  return { ...fakeViewReader(columns, groups), seen };
}
