import type { RowFormat, Tables } from '../../engine/ports.ts';
import type { Format } from '../../model/formats.ts';

/** Each format with its library, read when it is asked for. */
export async function openFormat(format: Format, tables: Tables): Promise<RowFormat> {
  switch (format) {
    case 'json':
      return (await import('./jsonRows.ts')).jsonRows;
    case 'csv':
      return (await import('./csvRows.ts')).csvRows;
    case 'avro':
      return (await import('./avroRows.ts')).avroRows;
    case 'parquet':
      return parquetRows(tables);
  }
}

const parquetRows = (tables: Tables): RowFormat => ({
  async write(place, columns) {
    const table = await tables.openTable(place, { columns });
    return { ...table, publish: () => table.publish().then(({ bytes }) => bytes) };
  },
  async *read(file, _, only) {
    const reader = await tables.openTableFile(file);
    yield* reader.groups(only === undefined ? undefined : [only]);
    await reader.close();
  },
});
