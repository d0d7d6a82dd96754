import type { WebStarted } from '../event.ts';
import type { SliceCall, SliceDone } from './call.ts';
import { carryNew, restoreRun } from './carry.ts';
import { driveSources, type Execution, type World } from './driveSources.ts';
import { dueIn } from './phases.ts';

/** An execution of some Sources of a run, that came with what is recorded of them. */
export function openSlice(call: SliceCall, world: World): Execution {
  const { runId, input, options, inputHosts, concurrency, perHost, sources } = call;
  const first: WebStarted = {
    eventId: 1,
    eventTime: world.now(),
    eventType: 'WorkflowExecutionStarted',
    attributes: {
      workflowType: 'IngestionWorkflow',
      workflowId: runId,
      input: { ...input, sources: [] },
      options,
      identity: '',
    },
  };
  const state = restoreRun(first, sources, 'slice');
  return { state, world, limits: { concurrency, perHost }, input, inputHosts, options };
}

/** To its end, or until it is cancelled or its history is full: what was done by then is answered all the same. */
export async function driveSlice(run: Execution, { stages, sources: asked }: SliceCall): Promise<SliceDone> {
  const asSet = new Set(stages);
  for (;;) {
    const sources = run.world.isCanceled() || run.world.isFull() ? [] : dueIn(run.state, asSet);
    if (sources.length === 0) return { sources: carryNew(run.state, asked), bytes: run.state.bytes };
    await driveSources(run, asSet, sources);
  }
}
