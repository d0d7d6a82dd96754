import type { KeptRow, StagedRow } from '../../model/api/staged.ts';
import { compareOrder } from '../../model/dataset/watermark.ts';
import type { StagedRows } from './dataset.ts';

/** Where rows wait that are in memory anyway: one a key, the newer one, in the order of arrival. */
export interface MemoryStaging extends StagedRows {
  add(row: StagedRow): void;
}

export function createMemoryStaging(): MemoryStaging {
  const rows = new Map<string, KeptRow>();
  const placed = (date: string | null) => [...rows.values()].filter(({ partitionDate }) => partitionDate === date);
  return {
    add(row) {
      const known = rows.get(row.key);
      const order = known?.order ?? null;
      const isOlder = order !== null && row.order !== null && compareOrder(row.order, order) < 0;
      if (!isOlder) rows.set(row.key, { ...row, seq: known?.seq ?? rows.size + 1, page: 0 });
    },
    row: key => rows.get(key),
    uriOf: () => null,
    rows: date => [placed(date)],
    partitions() {
      const counts = new Map<string, number>();
      for (const { partitionDate: date } of rows.values())
        if (date !== null) counts.set(date, (counts.get(date) ?? 0) + 1);
      return [...counts].sort().map(([partitionDate, count]) => ({ partitionDate, rows: count }));
    },
  };
}
