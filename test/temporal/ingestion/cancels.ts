// The workflows of the product, and a run that is cancelled while its slices are being started.
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { IngestionWorkflow } from '../../../src/temporal/workflows.ts';

export * from '../../../src/temporal/workflows.ts';

export const CancelledAtOnce: typeof IngestionWorkflow = async (input, call) => {
  const scope = new CancellationScope();
  const run = scope.run(() => IngestionWorkflow(input, call));
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  scope.cancel();
  return run.catch((error: unknown) => {
    throw isCancellation(error) ? error : new Error(`no cancellation: ${String(error)}`);
  });
};
