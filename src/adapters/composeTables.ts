import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Arranging } from '../engine/tableView/arrange.ts';
import { createOrderRoom } from '../engine/tableView/keptOrders.ts';
import { openView } from '../engine/tableView/openView.ts';
import type { TableView } from '../engine/tableView/tableView.ts';
import { fail } from '../model/problem.ts';
import { createRestRoom } from './outputs/readingThread.ts';
import { createTableReading, type ReadingOptions } from './outputs/tableReader.ts';
import { findTables } from './quality/findTables.ts';

export interface TableViews {
  /** A Parquet file or a folder of them, absolute. Usage `table_open_stopped`. */
  open(file: string, work?: Arranging): Promise<TableView>;
  close(): void;
}

/** Threads that rest, with all that they keep of their tables: some hundred MB each. */
const MOST_RESTING = 3;

/**
 * Tables that are looked at, made real for Node: each with a reading thread of its own, so that a file that is read for ever
 * holds up nobody else. A table that is closed takes all that was kept of it along.
 */
export function createTableViews(options: Pick<ReadingOptions, 'deadlineMs'> = {}): TableViews {
  const room = createRestRoom(MOST_RESTING);
  const orders = createOrderRoom();
  const open = new Set<() => void>();
  return {
    async open(file, work = {}) {
      const reading = createTableReading({ ...options, room });
      open.add(reading.close);
      const close = (): void => {
        open.delete(reading.close);
        reading.close();
      };
      const ports = {
        ...{ openTableFile: reading.openTableFile, findTables },
        ...{ breathe: () => setImmediate(), elapsed: () => performance.now() },
        orders,
      };
      const view = await openView(ports, file.replaceAll(path.sep, '/'), work).catch((thrown: unknown) => {
        close();
        throw work.signal?.aborted ? fail('usage', 'table_open_stopped') : thrown;
      });
      return { ...view, close: () => view.close().then(close) };
    },
    close: () => open.forEach(close => close()),
  };
}
