import {
  allHandlersFinished,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  isCancellation,
  log,
  ParentClosePolicy,
  proxyActivities,
  startChild,
  workflowInfo,
  type ChildWorkflowHandle,
} from '@temporalio/workflow';
import type { RunCounts } from '../../model/event.ts';
import type { IngestionWorkflowInput } from '../../model/generated/types.ts';
import { toProblem } from '../../model/problem.ts';
import { listSources } from '../../model/listSources.ts';
import { countOutcomes } from '../../model/outcome.ts';
import type { CarriedFile, OpenedCall, RunCall, SliceDone } from '../../model/temporal/call.ts';
import { refuseTooLarge } from '../../model/temporal/carried.ts';
import { carryRun } from '../../model/temporal/carry.ts';
import { DECISION_MS } from '../../model/temporal/cut.ts';
import { driveRun, type RunExecution } from '../../model/temporal/driveRun.ts';
import { emit } from '../../model/temporal/driveSources.ts';
import { SLICE_WORKFLOW } from '../../model/temporal/names.ts';
import { openExecution } from '../../model/temporal/openExecution.ts';
import { jsonBytes, LARGEST_PAYLOAD, nextPhase } from '../../model/temporal/phases.ts';
import { isRecord, isSource } from '../../model/temporal/readInput.ts';
import { withoutPassword } from '../../model/withoutPassword.ts';
import type { ListActivity, SliceWorkflow } from './signatures.ts';
import { openCall, readCarried, writeCarried } from './carried.ts';
import { problemFailure } from './failure.ts';
import { createFullness } from './fullness.ts';
import { answerClients } from './handlers.ts';
import { putBack } from './putBack.ts';
import { HEARTBEAT_TIMEOUT } from './retryOf.ts';
import { stagePerformer } from './stages.ts';

type Slices = Set<ChildWorkflowHandle<SliceWorkflow>>;

/** N Sources through their stages, by the decisions of the local run. Answers the counts that its last event has there. */
export async function IngestionWorkflow(input: IngestionWorkflowInput, call?: RunCall | null): Promise<RunCounts> {
  refuseMalformed(input);
  const slices: Slices = new Set();
  const { workflowId } = workflowInfo();
  const run = openRun(input, await openCall(workflowId, call ?? {}), slices);
  answerClients(run, slices);
  if (input.stages?.length === 0) for (const source of input.sources) log.info('source', { ...source });
  do {
    const end = await driveRun(run);
    await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
    if (end === 'FULL') return goOn(input, run, call ?? {});
    await CancellationScope.nonCancellable(() => writeList(run));
    // What was put back while the list was written is done, too.
  } while (!run.world.isCanceled() && nextPhase(run.state));
  const { open, ...counts } = countOutcomes(run.state);
  if (!run.world.isCanceled()) {
    emit(run, { eventType: 'WorkflowExecutionCompleted', attributes: { result: counts } });
    return counts;
  }
  emit(run, { eventType: 'WorkflowExecutionCanceled', attributes: { result: counts } });
  throw new CancelledFailure('canceled', [{ ...counts, open }]);
}

/** Of whoever starts a run without us: an error here would be tried again for ever. */
function refuseMalformed(input: unknown): void {
  if (isRecord(input) && Array.isArray(input['sources']) && input['sources'].every(isSource)) return;
  throw problemFailure({ kind: 'config', code: 'temporal_input', params: {} });
}

function openRun(input: IngestionWorkflowInput, call: OpenedCall, slices: Slices): RunExecution {
  const { workflowId, startTime, continuedFromExecutionRunId } = workflowInfo();
  const scope = CancellationScope.current();
  const opened = openExecution(input, call, {
    ...{
      runId: workflowId,
      startedAt: startTime.toISOString(),
      isContinued: continuedFromExecutionRunId !== undefined,
    },
  });
  return {
    ...opened,
    world: {
      now: () => new Date().toISOString(),
      isCanceled: () => scope.consideredCancelled,
      perform: stagePerformer(opened.input, opened.options),
      putBack: () => putBack(opened.state),
      async runSlice(slice, first) {
        const [stage = ''] = slice.stages;
        const handle = await startChild<SliceWorkflow>(SLICE_WORKFLOW, {
          args: [slice],
          workflowId: `${workflowId}/${stage}-${first}`,
          parentClosePolicy: ParentClosePolicy.TERMINATE,
          workflowTaskTimeout: DECISION_MS,
        }).catch(noneWhenCanceled);
        if (!handle) return NOTHING_DONE;
        slices.add(handle);
        const done = await handle.result().finally(() => slices.delete(handle));
        return 'sha256' in done ? readSlice(workflowId, done) : done;
      },
      isFull: createFullness(call.bounds),
    },
  };
}

const NOTHING_DONE: SliceDone = { sources: [], bytes: 0 };

/** A slice that is cancelled before it has begun does nothing, and those that have begun are waited for. */
function noneWhenCanceled(thrown: unknown): undefined {
  if (!isCancellation(thrown)) throw thrown;
}

async function readSlice(runId: string, file: CarriedFile): Promise<SliceDone> {
  // SAFETY: the slice has written it of this.
  return (await readCarried(runId, file)) as SliceDone;
}

async function goOn(input: IngestionWorkflowInput, { state, options }: RunExecution, call: RunCall): Promise<never> {
  const { runId, startedAt, bytes } = state;
  const done = carryRun(state);
  try {
    refuseTooLarge(done);
  } catch (thrown) {
    throw problemFailure(toProblem(thrown));
  }
  const next = { ...call, ...{ options, startedAt, bytes, retryFailed: false } };
  const args = [withoutPassword(input), { ...next, done }] as const;
  if (jsonBytes(args) <= LARGEST_PAYLOAD) return continueAsNew<typeof IngestionWorkflow>(...args);
  return continueAsNew<typeof IngestionWorkflow>(args[0], { ...next, done: await writeCarried(runId, done) });
}

/** For a person; the run does not depend on it. */
async function writeList({ state, world, options }: RunExecution): Promise<void> {
  const listed = listSources(state);
  const { SOURCES_LIST } = proxyActivities<ListActivity>({
    startToCloseTimeout: '1 minute',
    scheduleToCloseTimeout: '10 minutes',
    heartbeatTimeout: HEARTBEAT_TIMEOUT,
    retry: { maximumAttempts: 3 },
  });
  try {
    const isLarge = jsonBytes(listed) > LARGEST_PAYLOAD;
    await SOURCES_LIST(state.runId, isLarge ? await writeCarried(state.runId, listed) : listed);
  } catch (thrown) {
    log.warn('sources_db.yaml', { thrown, options, at: world.now() });
  }
}
