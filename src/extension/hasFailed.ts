import type { RunSummary } from '../model/view.ts';

/** Something of it can be tried again: a Source in error, a day that failed, or an ingestion from an API as a whole. */
export const hasFailed = (run: Pick<RunSummary, 'counts' | 'status' | 'workflowType' | 'backfill'>): boolean =>
  run.counts.error > 0 ||
  (run.backfill?.failed ?? 0) > 0 ||
  (run.workflowType !== 'IngestionWorkflow' && run.status === 'FAILED');
