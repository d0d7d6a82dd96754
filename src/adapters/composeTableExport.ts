import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Arranging } from '../engine/tableView/arrange.ts';
import { exportRows } from '../engine/tableView/exportRows.ts';
import type { Arrangement, TableView } from '../engine/tableView/tableView.ts';
import { fail } from '../model/problem.ts';
import type { TableExportFormat } from '../model/tableView/table.ts';
import { openFormat } from './outputs/rowFormats.ts';
import { createTables } from './outputs/tables.ts';

export interface TableExport {
  readonly columns: readonly number[];
  readonly format: TableExportFormat;
  /** Absolute. */
  readonly file: string;
}

/** A table that is looked at, to a file. Throws config `export_over_table`; what `exportRows` throws. */
export async function exportTable(
  view: TableView,
  { file, ...asked }: TableExport,
  { arranged, work }: { arranged: Arrangement; work: Arranging },
) {
  if (await isOneOf(file, view)) throw fail('config', 'export_over_table', { path: file });
  const tables = createTables();
  const place = { folder: path.dirname(file), name: path.basename(file) };
  try {
    const rowFormat = await (asked.format === 'jsonl' ? openJsonLines() : openFormat(asked.format, tables));
    return await exportRows(rowFormat, view, { arranged, request: { ...asked, place }, work });
  } finally {
    tables.close();
  }
}

const openJsonLines = async () => (await import('./outputs/jsonRows.ts')).jsonLines;

/** By what the names stand for: a link and another case may be the same file. */
async function isOneOf(file: string, { head }: TableView): Promise<boolean> {
  const target = await identityOf(file);
  if (target === null) return false;
  const open = await Promise.all(head.files.map(one => identityOf(one.file)));
  return open.includes(target);
}

async function identityOf(file: string): Promise<string | null> {
  try {
    const real = await realpath(file);
    const { dev, ino } = await stat(real, { bigint: true });
    return ino === 0n ? real : `${dev} ${ino}`;
  } catch {
    return null;
  }
}
