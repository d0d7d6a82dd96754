import { CancellationScope, defineSignal, setHandler } from '@temporalio/workflow';
import type { SliceCall, SlicePart } from '../../model/temporal/call.ts';
import { emit, type Execution } from '../../model/temporal/driveSources.ts';
import { driveSlice, openSlice } from '../../model/temporal/driveSlice.ts';
import { RETRY_FAILED_UPDATE } from '../../model/temporal/names.ts';
import { jsonBytes, LARGEST_PAYLOAD } from '../../model/temporal/phases.ts';
import { writeCarried } from './carried.ts';
import { createFullness, SLICE_LIMITS } from './fullness.ts';
import { RETRY_FAILED } from './handlers.ts';
import { putBack } from './putBack.ts';
import { stagePerformer } from './stages.ts';

/**
 * Some Sources of a run through some stages. Cancelled, it answers what was done by then, as its end is not the run's:
 * that one is CANCELED.
 */
export async function SourcesWorkflow(call: SliceCall): Promise<SlicePart> {
  const scope = CancellationScope.current();
  const run: Execution = openSlice(call, {
    now: () => new Date().toISOString(),
    isCanceled: () => scope.consideredCancelled,
    isFull: createFullness(SLICE_LIMITS),
    perform: stagePerformer(call.input, call.options),
    putBack: () => putBack(run.state),
  });
  setHandler(defineSignal(RETRY_FAILED_UPDATE), () => emit(run, RETRY_FAILED));
  const done = await driveSlice(run, call);
  return jsonBytes(done) <= LARGEST_PAYLOAD ? done : writeCarried(call.runId, done);
}
