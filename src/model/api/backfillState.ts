import { daysBetween } from '../dataset/days.ts';
import { applyExecution, type ExecutionState } from '../execution.ts';
import type { Problem } from '../problem.ts';
import { unreachable } from '../stage.ts';
import type { RunSummary } from '../view.ts';
import type { PartitionResult } from './apiEvent.ts';
import type { DayRange } from './backfill.ts';
import type { BackfillCounts, BackfillEvent, BackfillInput } from './backfillEvent.ts';
import { DEFAULT_OUTPUT_DIR } from './settings.ts';

export interface ChildState {
  readonly workflowId: string;
  readonly range: DayRange;
  status: 'NOT_STARTED' | 'STARTED' | 'COMPLETED' | 'FAILED';
  partitions: readonly PartitionResult[];
  failure: Problem | null;
}

export type BackfillStarted = Extract<BackfillEvent, { eventType: 'WorkflowExecutionStarted' }>;

/** A backfill as its events tell it. Folding changes it in place. */
export interface BackfillState extends ExecutionState {
  readonly runId: string;
  readonly input: BackfillInput;
  readonly options: BackfillStarted['attributes']['options'];
  readonly startedAt: string;
  /** By workflow id, in the order of the work. */
  readonly children: Map<string, ChildState>;
}

/** The day is in the name, so that a list of runs tells it. */
export const childId = (runId: string, { first }: DayRange): string => `${runId}-${first}`;

export function startBackfill({ eventId, eventTime, attributes }: BackfillStarted): BackfillState {
  const { workflowId, input, options } = attributes;
  const children = input.ranges.map((range): [string, ChildState] => {
    const id = childId(workflowId, range);
    return [id, { workflowId: id, range, status: 'NOT_STARTED', partitions: [], failure: null }];
  });
  return {
    runId: workflowId,
    status: 'RUNNING',
    input,
    options,
    lastEventId: eventId,
    startedAt: eventTime,
    endedAt: null,
    failure: null,
    resumption: null,
    children: new Map(children),
  };
}

export function applyBackfillEvent(state: BackfillState, event: BackfillEvent): void {
  applyExecution(state, event);
  if (isOfChild(event)) applyChildEvent(state, event);
  else if (event.eventType === 'WorkflowExecutionUnpaused' || event.eventType === 'WorkflowExecutionSignaled')
    reopen(state);
}

/** What is done stays done; what failed, or was in flight, is begun anew. */
function reopen(state: BackfillState): void {
  const all = [...state.children.values()];
  const open = all.filter(({ status }) => status === 'STARTED' || status === 'FAILED');
  for (const child of open) child.status = 'NOT_STARTED';
  const kept = all.filter(({ status }) => status === 'COMPLETED').length;
  state.resumption = { kept, reopened: open.length, again: open.length };
}

type ChildEvent = Extract<BackfillEvent, { attributes: { range: DayRange } }>;

const isOfChild = (event: BackfillEvent): event is ChildEvent => 'range' in event.attributes;

function applyChildEvent(state: BackfillState, event: ChildEvent): void {
  const child = state.children.get(event.attributes.workflowId);
  if (!child) return;
  switch (event.eventType) {
    case 'StartChildWorkflowExecutionInitiated':
    case 'ChildWorkflowExecutionStarted':
      child.status = 'STARTED';
      return;
    case 'ChildWorkflowExecutionCompleted':
      child.status = 'COMPLETED';
      child.partitions = event.attributes.partitions;
      child.failure = null;
      return;
    case 'ChildWorkflowExecutionFailed':
      child.status = 'FAILED';
      child.failure = event.attributes.failure;
      return;
    default:
      return unreachable(event);
  }
}

export function countDays({ children }: BackfillState): BackfillCounts {
  const counts = { planned: 0, done: 0, failed: 0 };
  for (const { range, status } of children.values()) {
    const days = daysBetween(range.first, range.last).length;
    counts.planned += days;
    if (status === 'COMPLETED') counts.done += days;
    if (status === 'FAILED') counts.failed += days;
  }
  return counts;
}

/** `owner` is who holds the run's lock now: without one, an unfinished run is PARKED. */
export function summariseBackfill(state: BackfillState, owner: string | null): RunSummary {
  const isRunning = state.status === 'RUNNING';
  const count = (asked: ChildState['status']): number =>
    [...state.children.values()].filter(({ status }) => status === asked).length;
  return {
    runId: state.runId,
    workflowType: 'BackfillWorkflow',
    status: !isRunning ? state.status : owner ? 'RUNNING' : 'PARKED',
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    counts: { discovered: 0, completed: 0, error: 0, skipped: 0, alias: 0 },
    open: 0,
    waiting: 0,
    inputFile: state.options.inputFile,
    owner: isRunning ? owner : null,
    failure: state.failure,
    results: count('COMPLETED'),
    inFlight: isRunning ? count('STARTED') : 0,
    resumed: state.resumption && { kept: state.resumption.kept, again: state.resumption.again },
    changed: null,
    api: null,
    backfill: {
      ...countDays(state),
      running: isRunning && owner ? runningRanges(state) : [],
      outputDir: state.input.output_dir ?? DEFAULT_OUTPUT_DIR,
    },
  };
}

const runningRanges = ({ children }: BackfillState): readonly DayRange[] =>
  [...children.values()].filter(({ status }) => status === 'STARTED').map(({ range }) => range);
