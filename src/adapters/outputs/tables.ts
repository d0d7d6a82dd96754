import type { Tables } from '../../engine/ports.ts';
import type { TableReading } from './tableReader.ts';

/** One reading thread for all files, started by the first of them. */
export function createTables(): Tables & { close(): void } {
  let reading: Promise<TableReading> | undefined;
  return {
    openTable: async (...asked) => (await import('./parquetFile.ts')).openParquetFile(...asked),
    async openTableFile(file) {
      reading ??= import('./tableReader.ts').then(({ createTableReading }) => createTableReading());
      return (await reading).openTableFile(file);
    },
    close: () => void reading?.then(opened => opened.close()),
  };
}
