import {
  CancellationScope,
  ChildWorkflowCancellationType,
  continueAsNew,
  ContinueAsNew,
  defineQuery,
  defineSignal,
  executeChild,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  ParentClosePolicy,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ApiRunOptions } from '../../model/api/apiEvent.ts';
import type { BackfillOptions } from '../../model/api/backfill.ts';
import type { BackfillEventBody } from '../../model/api/backfillEvent.ts';
import {
  applyBackfillEvent,
  countDays,
  startBackfill,
  summariseBackfill,
  type BackfillState,
  type ChildState,
} from '../../model/api/backfillState.ts';
import { backfillStatus, describeDays, stopsBackfill, untouched } from '../../model/api/describeBackfill.ts';
import { daysBetween } from '../../model/dataset/days.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import type { Problem } from '../../model/problem.ts';
import {
  backfillTold,
  restoreChildren,
  TURN_ASKED_SIGNAL,
  TURN_GIVEN_SIGNAL,
  type BackfillCall,
  type BackfillDone,
  type BackfillPlan,
} from '../../model/temporal/apiCall.ts';
import { DECISION_MS } from '../../model/temporal/cut.ts';
import { PROGRESS_QUERY } from '../../model/temporal/names.ts';
import type { RunSummary } from '../../model/view.ts';
import { API_CLOSE, ask, BACKFILL_MARK, BACKFILL_PLAN } from './apiAsk.ts';
import type { ApiIngestionWorkflow } from './apiIngestion.ts';
import { problemOfError } from './problems.ts';
import { problemFailure } from './failure.ts';

const MANY_EVENTS = 2000;

interface Backfill {
  readonly call: BackfillCall;
  readonly plan: BackfillPlan;
  readonly state: BackfillState;
  readonly turns: Turns;
  /** A person must act before any day can be ingested. */
  stop: Problem | null;
}

/**
 * Days of an API, each (or days in a row) a child ApiIngestionWorkflow, so many at once; which days, the dataset says. A
 * day that fails is told, and the others go on.
 */
export async function BackfillWorkflow(input: ApiIngestionInput, call?: BackfillCall | null): Promise<BackfillDone> {
  const asked = call ?? {};
  const options = optionsOf(asked);
  const startedAt = asked.told?.startedAt ?? workflowInfo().startTime.toISOString();
  const plan = await planOf(input, asked, { options, startedAt });
  if (asked.dryRun) return { status: 'success', days: plan.days.map(untouched) };
  const run: Backfill = {
    call: asked,
    plan,
    state: openState(asked, plan, { options, startedAt }),
    turns: createTurns(),
    stop: null,
  };
  setHandler(defineQuery<RunSummary>(PROGRESS_QUERY), () => ({
    ...summariseBackfill(run.state, 'temporal'),
    backEnd: 'temporal',
  }));
  try {
    await ingestDays(run);
    if (run.stop) throw problemFailure(run.stop);
    emit(run, { eventType: 'WorkflowExecutionCompleted', attributes: { result: countDays(run.state) } });
    await close(run);
    return {
      status: backfillStatus(run.state) === 'partial' ? 'partial' : 'success',
      days: describeDays(plan.days, run.state),
    };
  } catch (error) {
    if (!(error instanceof ContinueAsNew)) await close(run);
    throw error;
  }
}

interface Begun {
  readonly options: ApiRunOptions & BackfillOptions;
  readonly startedAt: string;
}

function optionsOf({ options }: BackfillCall): Begun['options'] {
  const asked = {
    inputFile: null,
    currentFolder: '',
    mode: 'missing',
    backwards: false,
    maxParallel: 1,
    ...options,
  } as const;
  return { ...asked, maxParallel: Math.max(1, asked.maxParallel) };
}

/** What was planned once stays so: a day that was done meanwhile is done by this backfill. */
async function planOf(input: ApiIngestionInput, call: BackfillCall, begun: Begun): Promise<BackfillPlan> {
  const { plan } = call.told ?? {};
  if (plan?.days) return { ...plan, days: plan.days };
  const { workflowId: runId } = workflowInfo();
  const asked = { runId, input: plan?.input ?? input, dryRun: call.dryRun ?? false, ...begun };
  const fresh = await ask(() => BACKFILL_PLAN(asked), call.wait ?? 0, false);
  return { ...fresh, ...plan };
}

function openState(
  { told }: BackfillCall,
  { input, ranges }: BackfillPlan,
  { options, startedAt }: Begun,
): BackfillState {
  const { workflowId } = workflowInfo();
  const planned = { ...input, ranges };
  const attributes = { workflowType: 'BackfillWorkflow', workflowId, input: planned, options, identity: '' } as const;
  const state = startBackfill({ eventId: 1, eventTime: startedAt, eventType: 'WorkflowExecutionStarted', attributes });
  restoreChildren(state, told?.children ?? []);
  return state;
}

function emit({ state }: Backfill, body: BackfillEventBody): void {
  const eventTime = new Date().toISOString();
  applyBackfillEvent(state, { eventId: state.lastEventId + 1, eventTime, ...body });
}

async function ingestDays(run: Backfill): Promise<void> {
  const { state } = run;
  const waiting = [...state.children.values()].filter(({ status }) => status === 'NOT_STARTED');
  const work = async (): Promise<void> => {
    while (waiting.length > 0 && !run.stop && !isFull(run)) {
      const child = waiting.shift();
      if (child) await ingestRange(run, child);
    }
  };
  // All of them are waited for, also when one was cancelled.
  const lanes = await Promise.allSettled(Array.from({ length: state.options.maxParallel }, work));
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  if (waiting.length > 0 && !run.stop)
    await continueAsNew<typeof BackfillWorkflow>(run.plan.input, { ...run.call, told: backfillTold(state, run.plan) });
}

/** No child is left behind by an execution that ends: the next one begins when all of them have ended. */
function isFull({ call }: Backfill): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength >= (call.bounds?.events ?? MANY_EVENTS);
}

async function ingestRange(run: Backfill, child: ChildState): Promise<void> {
  const { workflowId, range } = child;
  emit(run, { eventType: 'StartChildWorkflowExecutionInitiated', attributes: { workflowId, range } });
  try {
    const { partitions } = await startIngestion(run, child);
    emit(run, { eventType: 'ChildWorkflowExecutionCompleted', attributes: { workflowId, range, partitions } });
  } catch (error) {
    if (isCancellation(error)) throw error;
    const failure = problemOfError(error);
    await mark(run, child, failure);
    emit(run, { eventType: 'ChildWorkflowExecutionFailed', attributes: { workflowId, range, failure } });
    if (stopsBackfill(failure)) run.stop ??= failure;
  } finally {
    run.turns.end(workflowId);
  }
}

function startIngestion({ call, plan, state }: Backfill, { workflowId, range }: ChildState) {
  const { maxParallel, inputFile, currentFolder } = state.options;
  const input = { ...plan.input, start_date: range.first, end_date: range.last };
  const options = { inputFile, currentFolder, parent: state.runId };
  return executeChild<typeof ApiIngestionWorkflow>('ApiIngestionWorkflow', {
    workflowId,
    args: [input, { options, takesTurns: maxParallel > 1, ...(call.bounds ? { bounds: call.bounds } : {}) }],
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    // One that is terminated lets its days end in good order.
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    workflowTaskTimeout: DECISION_MS,
  });
}

function mark({ plan, state }: Backfill, { workflowId, range }: ChildState, { code }: Problem): Promise<void> {
  const { runId, startedAt } = state;
  const days = daysBetween(range.first, range.last);
  const call = { runId, startedAt, child: workflowId, input: plan.input, days, error: code };
  return ask(() => BACKFILL_MARK(call), 0, true);
}

async function close({ plan, state }: Backfill): Promise<void> {
  const call = { runId: state.runId, input: plan.input, isComplete: false, isHolder: true };
  try {
    await CancellationScope.nonCancellable(() => API_CLOSE(call));
  } catch (thrown) {
    log.warn('API_CLOSE', { thrown });
  }
}

interface Turns {
  /** It has ended, however. */
  end(child: string): void;
}

/** One child at a time writes, in the order in which they asked. */
function createTurns(): Turns {
  const asking: string[] = [];
  const give = (): void => {
    const [next] = asking;
    // Who is not there any more has ended: then `end` gives the turn to the next.
    if (next !== undefined)
      void getExternalWorkflowHandle(next)
        .signal(TURN_GIVEN_SIGNAL)
        .catch(() => undefined);
  };
  setHandler(defineSignal<[string]>(TURN_ASKED_SIGNAL), child => {
    if (asking.push(child) === 1) give();
  });
  return {
    end(child) {
      const at = asking.indexOf(child);
      if (at < 0) return;
      asking.splice(at, 1);
      if (at === 0) give();
    },
  };
}
