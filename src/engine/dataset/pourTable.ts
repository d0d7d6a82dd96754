import { tableName } from '../../model/dataset/layout.ts';
import type { Row } from '../../model/table/value.ts';
import type { TableColumn, TableReader } from '../ports.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { openTableSink, type TableSink } from './tableSink.ts';

/** The table of a day; null when there is none. Throws data `table_cut`, `table_corrupt`. */
export async function openStanding({ ports }: DatasetWriting, date: string): Promise<TableReader | null> {
  if ((await ports.folder.size(tableName(date))) === null) return null;
  const { folder, name } = ports.folder.place(tableName(date));
  return ports.tables.openTableFile(`${folder}/${name}`);
}

/**
 * Opens what will take the place of a day's table and lets each row that stands there pass into it. The old one is
 * closed then: Windows renames nothing over an open file.
 */
export async function pourTable(
  writing: DatasetWriting,
  date: string,
  { reader, columns }: { readonly reader: TableReader | null; readonly columns: readonly TableColumn[] },
  pass: (row: Row, sink: TableSink) => Promise<void>,
): Promise<TableSink> {
  try {
    const sink = await openTableSink(writing, date, columns);
    return await orDiscard(sink, async () => {
      if (reader) for await (const rows of reader.groups()) for (const row of rows) await pass(row, sink);
      return sink;
    });
  } finally {
    await reader?.close();
  }
}

/** Nothing of a table is left behind when the work on it fails. */
export async function orDiscard<Result>(sink: TableSink, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await sink.discard();
    throw error;
  }
}
