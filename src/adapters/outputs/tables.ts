import type { Tables, ViewTables } from '../../engine/ports.ts';
import type { TableReading } from './tableReader.ts';
import type { TableWriting } from './tableWriting.ts';

/** One reading thread for all files, and one that writes where rows are many, each started by the first that needs it. */
export function createTables(): Tables & ViewTables & { close(): void } {
  let reading: Promise<TableReading> | undefined;
  let writing: Promise<TableWriting> | undefined;
  return {
    openTable: async (...asked) => (await import('./parquetFile.ts')).openParquetFile(...asked),
    async openJsonTable(...asked) {
      writing ??= import('./tableWriting.ts').then(({ createTableWriting }) => createTableWriting());
      return (await writing).openJsonTable(...asked);
    },
    async openTableFile(file) {
      reading ??= import('./tableReader.ts').then(({ createTableReading }) => createTableReading());
      return (await reading).openTableFile(file);
    },
    close() {
      void reading?.then(opened => opened.close());
      void writing?.then(opened => opened.close());
    },
  };
}
