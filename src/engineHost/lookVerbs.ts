import { openDatasetFolder } from '../adapters/dataset/datasetFolder.ts';
import { takeLock } from '../adapters/runs/runLock.ts';
import { compareSchemas, lookAtDataset, lookAtDay, type TableOpening } from '../engine/dataset/lookAtDataset.ts';
import type { DatasetVerbs } from '../protocol/datasets.ts';
import type { Handlers } from '../protocol/peer.ts';
import { createStoppable } from './stoppable.ts';

type Looking = Pick<DatasetVerbs, 'lookAtDataset' | 'dayOfDataset' | 'compareSchemas' | 'stopCompare'>;

/** What the page of a dataset shows. Takes no lock: whoever writes the dataset is not kept waiting. */
export function createLookVerbs(): Handlers<Looking> {
  const comparing = createStoppable();
  const open = (folder: string) => openDatasetFolder(folder, takeLock);
  return {
    lookAtDataset: ({ folder }) => lookAtDataset(open(folder), new Date()),
    dayOfDataset: ({ folder, date }) => withTables(tables => lookAtDay(open(folder), tables, date)),
    compareSchemas: ({ id, folder }) =>
      comparing.run(id, signal => withTables(tables => compareSchemas(open(folder), tables, signal))),
    stopCompare: ({ id }) => comparing.stop(id),
  };
}

async function withTables<Result>(use: (tables: TableOpening) => Promise<Result>): Promise<Result> {
  const { createTables } = await import('../adapters/outputs/tables.ts');
  const tables = createTables();
  try {
    return await use(tables);
  } finally {
    tables.close();
  }
}
