import { defineQuery, defineUpdate, setHandler, type ChildWorkflowHandle } from '@temporalio/workflow';
import { summariseRun, viewSource } from '../../model/describeRun.ts';
import { emit, type Execution } from '../../model/temporal/driveSources.ts';
import { PROGRESS_QUERY, RETRY_FAILED_UPDATE, SOURCES_QUERY } from '../../model/temporal/names.ts';
import type { RunSummary, SourceView } from '../../model/view.ts';
import type { SliceWorkflow } from './signatures.ts';

export const RETRY_FAILED = {
  eventType: 'WorkflowExecutionSignaled',
  attributes: { signalName: 'retryFailed', identity: '', meanwhile: true },
} as const;

type Slice = ChildWorkflowHandle<SliceWorkflow>;

/** What clients may ask of a run; slices tell theirs when they end. */
export function answerClients(run: Execution, slices: ReadonlySet<Slice>): void {
  setHandler(defineQuery<RunSummary>(PROGRESS_QUERY), () => ({
    ...summariseRun(run.state, 'temporal'),
    backEnd: 'temporal',
  }));
  setHandler(defineQuery<SourceView[], [from?: number, count?: number]>(SOURCES_QUERY), (from = 0, count = 1000) =>
    run.state.sources.slice(from, from + count).map(source => viewSource(run.state, source)),
  );
  setHandler(defineUpdate<number>(RETRY_FAILED_UPDATE), async () => {
    emit(run, RETRY_FAILED);
    const reopened = run.state.resumption?.reopened ?? 0;
    // What failed in a slice that is running only it knows; one that ends at this moment tells its failures itself.
    await Promise.allSettled([...slices].map(slice => slice.signal(RETRY_FAILED_UPDATE)));
    return reopened;
  });
}
