import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openView } from '../engine/tableView/openView.ts';
import type { TableView } from '../engine/tableView/tableView.ts';
import { createTables } from './outputs/tables.ts';
import { findTables } from './quality/findTables.ts';

export interface TableViews {
  /** A Parquet file or a folder of them, absolute. */
  open(file: string): Promise<TableView>;
  close(): void;
}

/** Tables that are looked at, made real for Node: with a reading thread of their own, so that a validation delays nobody. */
export function createTableViews(): TableViews {
  const tables = createTables();
  const ports = {
    openTableFile: tables.openTableFile,
    findTables,
    breathe: () => setImmediate(),
    elapsed: () => performance.now(),
  };
  return { open: file => openView(ports, file.replaceAll(path.sep, '/')), close: tables.close };
}
