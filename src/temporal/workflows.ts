/** All that a worker replays: workflow types are the names of what this file exports. */
export { BackfillWorkflow } from './workflows/apiBackfill.ts';
export { ApiIngestionWorkflow } from './workflows/apiIngestion.ts';
export { IngestionWorkflow } from './workflows/ingestion.ts';
export { SourcesWorkflow } from './workflows/slice.ts';

/** Returns at once: the only sure sign that a worker polls a queue. */
export const PingWorkflow = (): Promise<void> => Promise.resolve();
