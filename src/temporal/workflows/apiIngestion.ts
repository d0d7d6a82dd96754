import {
  CancellationScope,
  condition,
  continueAsNew,
  ContinueAsNew,
  defineQuery,
  defineSignal,
  getExternalWorkflowHandle,
  log,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { ApiRunOptions, ApiRunResult } from '../../model/api/apiEvent.ts';
import { startApiRun, type ApiRunState } from '../../model/api/apiRunState.ts';
import { summariseApiRun } from '../../model/api/describeApiRun.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import {
  toldOf,
  TURN_ASKED_SIGNAL,
  TURN_GIVEN_SIGNAL,
  type ApiCall,
  type ApiPartCall,
  type LateFailure,
} from '../../model/temporal/apiCall.ts';
import { applyTold, reportPages, reportPartitions } from '../../model/temporal/apiReport.ts';
import { PROGRESS_QUERY } from '../../model/temporal/names.ts';
import type { RunSummary } from '../../model/view.ts';
import { API_CLOSE, ask, partActivities } from './apiAsk.ts';
import { problemFailure } from './failure.ts';

/** Of the 51,200 that the server allows; an activity takes six. */
const MANY_EVENTS = 2000;

interface Run {
  readonly call: ApiCall;
  readonly state: ApiRunState;
  /** Attempts that failed of what comes next. */
  failures: number;
  hasTurn: boolean;
}

/**
 * A list that an API gives, into a dataset: all pages, then all partitions, then the watermark; what a local run does, by
 * the same events. Another run that wrote meanwhile makes it read again, as there. What it answers is what its last event
 * tells there.
 */
export async function ApiIngestionWorkflow(input: ApiIngestionInput, call?: ApiCall | null): Promise<ApiRunResult> {
  const run = openRun(input, call ?? {});
  setHandler(defineQuery<RunSummary>(PROGRESS_QUERY), () => ({
    ...summariseApiRun(run.state, 'temporal'),
    backEnd: 'temporal',
  }));
  try {
    const result = await ingest(run);
    await close(run, true);
    return result;
  } catch (error) {
    if (!(error instanceof ContinueAsNew)) await close(run, false);
    throw error;
  }
}

function openRun(input: ApiIngestionInput, call: ApiCall): Run {
  const { workflowId, startTime, parent } = workflowInfo();
  const startedAt = call.told?.startedAt ?? startTime.toISOString();
  const options: ApiRunOptions = {
    ...{ inputFile: null, currentFolder: '', ...call.options },
    ...(parent ? { parent: parent.workflowId } : {}),
  };
  const attributes = { workflowType: 'ApiIngestionWorkflow', workflowId, input, options, identity: '' } as const;
  const first = startApiRun({ eventId: 1, eventTime: startedAt, eventType: 'WorkflowExecutionStarted', attributes });
  const state = { ...first, ...call.told, partitions: [...(call.told?.partitions ?? [])] };
  const run: Run = { call, state, failures: 0, hasTurn: call.takesTurns !== true };
  setHandler(defineSignal(TURN_GIVEN_SIGNAL), () => void (run.hasTurn = true));
  return run;
}

async function ingest(run: Run): Promise<ApiRunResult> {
  for (;;) {
    await readAll(run);
    await takeTurn(run);
    const result = await writeAll(run);
    if (result !== null) return result;
  }
}

async function readAll(run: Run): Promise<void> {
  for (let isWhole = false; !isWhole;) {
    await goOnAnew(run);
    const call = partCall(run);
    const { API_PAGE } = partActivities(call.input, run.failures);
    const done = await ask(() => API_PAGE(call), run.call.wait ?? 0, call.told.pages > 0);
    run.state.retries += done.attempt - 1;
    applyTold(run.state, reportPages(done, run.state));
    await waitFor(run, done.late);
    ({ isWhole } = done);
  }
}

/** Null: another run has written since the rows came, they are read again. */
async function writeAll(run: Run): Promise<ApiRunResult | null> {
  for (;;) {
    await goOnAnew(run);
    const call = partCall(run);
    const { API_PARTITION } = partActivities(call.input, run.failures);
    const done = await ask(() => API_PARTITION(call), run.call.wait ?? 0, true);
    run.state.retries += done.attempt - 1;
    applyTold(run.state, reportPartitions(done, run.state));
    if (done.result !== null || done.isOvertaken) return done.result;
    await waitFor(run, done.late);
  }
}

const partCall = ({ call, state }: Run): ApiPartCall => ({
  runId: state.runId,
  input: state.input,
  options: state.options,
  told: toldOf(state),
  batch: call.bounds?.batch ?? null,
});

/** What failed is tried again when its time has come, or ends the run. */
async function waitFor(run: Run, late: LateFailure | null): Promise<void> {
  run.failures = late ? 1 : 0;
  if (!late) return;
  if (late.delayMs === null) throw problemFailure(late.failure);
  await sleep(late.delayMs);
}

/** Days of one backfill are read at once, and written one after the other: its backfill says when. */
async function takeTurn(run: Run): Promise<void> {
  const { workflowId, parent } = workflowInfo();
  if (run.hasTurn || !parent) return;
  await getExternalWorkflowHandle(parent.workflowId).signal(TURN_ASKED_SIGNAL, workflowId);
  await condition(() => run.hasTurn);
}

/** Between two activities: what was told goes along, what was staged is on the disk. */
async function goOnAnew({ call, state, hasTurn }: Run): Promise<void> {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if (!continueAsNewSuggested && historyLength < (call.bounds?.events ?? MANY_EVENTS)) return;
  const takesTurns = !hasTurn;
  await continueAsNew<typeof ApiIngestionWorkflow>(state.input, { ...call, told: toldOf(state), takesTurns });
}

/** However it ended. What fails here loses nothing: the dataset is free some minutes later by itself. */
async function close({ state }: Run, isComplete: boolean): Promise<void> {
  const { runId, input, options } = state;
  const isHolder = options.parent === undefined;
  if (!isComplete && !isHolder) return;
  try {
    await CancellationScope.nonCancellable(() => API_CLOSE({ runId, input, isComplete, isHolder }));
  } catch (thrown) {
    log.warn('API_CLOSE', { thrown });
  }
}
