import { toProblem } from '../../model/problem.ts';
import { isDiskProblem } from '../recordFailure.ts';
import { emitApi, type ApiExecution } from './apiExecution.ts';
import { readPages } from './readPages.ts';
import { writeDataset } from './writeDataset.ts';

/**
 * Drives a run to its end, or until it is parked; a resumed run goes on from its state. Rows are durable in the staging
 * before their page is told as completed, a partition before its activity, all data before the watermark.
 */
export async function runApi(run: ApiExecution): Promise<void> {
  const early = run.dataset.early();
  try {
    const notes = await readPages(run, early);
    const result = notes && (await writeDataset(run, { notes, early }));
    if (result) emitApi(run, { eventType: 'WorkflowExecutionCompleted', attributes: { result } });
  } catch (thrown) {
    end(run, thrown);
  } finally {
    await early.discard();
  }
  await run.journal.flush();
}

/** Parked, cancelled, or failed; what is the disk's fault leaves the run as it is, and is thrown. */
function end(run: ApiExecution, thrown: unknown): void {
  const { identity } = run;
  if (run.park.aborted)
    return emitApi(run, { eventType: 'WorkflowExecutionPaused', attributes: { identity, reason: 'parked' } });
  if (run.cancel.aborted) {
    const { pages, rows, deadLetters } = run.state;
    emitApi(run, { eventType: 'WorkflowExecutionCancelRequested', attributes: { identity } });
    const result = { pages, records: rows, deadLetters };
    return emitApi(run, { eventType: 'WorkflowExecutionCanceled', attributes: { result } });
  }
  const failure = toProblem(thrown);
  if (isDiskProblem(failure)) throw thrown;
  emitApi(run, { eventType: 'WorkflowExecutionFailed', attributes: { failure } });
}
