import type { PartitionResult } from '../../model/api/apiEvent.ts';
import type { PlannedDay } from '../../model/api/backfill.ts';
import type { BackfillEvent, BackfillEventBody } from '../../model/api/backfillEvent.ts';
import {
  applyBackfillEvent,
  countDays,
  summariseBackfill,
  type BackfillState,
  type ChildState,
} from '../../model/api/backfillState.ts';
import type { ApiSettings } from '../../model/api/settings.ts';
import { daysBetween } from '../../model/dataset/days.ts';
import { foldAny } from '../../model/journal.ts';
import { ProblemError, toProblem, type Problem } from '../../model/problem.ts';
import { markFailed } from '../dataset/markFailed.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { createTurns, takeTurns, unlocked } from '../dataset/takeTurns.ts';
import { record } from '../execution.ts';
import type { OpenRun } from '../openRun.ts';
import type { DatasetFolder, Journal } from '../ports.ts';
import { isDiskProblem } from '../recordFailure.ts';
import { createTeller } from '../tellRun.ts';
import type { Drive } from '../workFolder.ts';
import type { ApiIngestionResult, ApiParts, ChildRuns, Sharing } from './apiParts.ts';
import { backfillStatus, describeDays, stopsBackfill, type BackfillResult } from '../../model/api/describeBackfill.ts';

export interface BackfillExecution {
  readonly state: BackfillState;
  readonly ports: ApiParts['ports'];
  readonly journal: Journal;
  readonly identity: string;
  onEvent(event: BackfillEvent): void;
}

export const emitBackfill = (run: BackfillExecution, body: BackfillEventBody): void =>
  record(run, body, applyBackfillEvent);

interface Driving {
  readonly request: Drive;
  readonly children: ChildRuns;
  readonly settings: ApiSettings;
  /** Locked by this run. */
  readonly folder: DatasetFolder;
  readonly days: readonly PlannedDay[];
  readonly state: BackfillState;
  /** The event that begins this life of the run. */
  begin(run: BackfillExecution): void;
}

/** Runs a new or reopened backfill until it ends or is parked, and gives its lock back whatever happens. */
export async function driveBackfill(parts: ApiParts, opened: OpenRun, driving: Driving): Promise<BackfillResult> {
  const { request, settings, state, days, begin } = driving;
  const { clock, log } = parts.ports;
  const startedMs = clock.now().getTime();
  const over = new AbortController();
  try {
    if (opened.isTorn) log.write('warn', 'journal_torn', { run: state.runId });
    const summarise = () => summariseBackfill(state, parts.identity);
    const onEvent = createTeller({ clock, onChange: request.onChange?.bind(request), summarise, over: over.signal });
    const run = { state, ports: parts.ports, journal: opened.journal, identity: parts.identity, onEvent };
    begin(run);
    await run.journal.flush();
    request.onStart?.(state.runId);
    await ingestDays(parts, run, driving);
    await run.journal.flush();
    over.abort('over');
    request.onChange?.(summariseBackfill(state, request.signal.aborted ? null : parts.identity));
    const durationMs = clock.now().getTime() - startedMs;
    const { runId, failure } = state;
    return { runId, settings, failure, status: backfillStatus(state), days: describeDays(days, state), durationMs };
  } finally {
    over.abort('over');
    await opened.release();
  }
}

/** What stops a backfill before its last day. */
interface Stop {
  thrown?: unknown;
  /** A person must act before any day can be ingested. */
  failure?: Problem;
}

async function ingestDays(parts: ApiParts, run: BackfillExecution, driving: Driving): Promise<void> {
  const { request, state } = driving;
  const waiting = [...state.children.values()].filter(({ status }) => status === 'NOT_STARTED');
  const stop: Stop = {};
  const sharing = shareDataset(parts, driving);
  const isStopped = (): boolean =>
    request.signal.aborted || request.cancel?.aborted === true || 'thrown' in stop || stop.failure !== undefined;
  const work = async (): Promise<void> => {
    for (let child = waiting.shift(); child && !isStopped(); child = waiting.shift())
      await ingestRange(run, driving, { child, sharing, stop });
  };
  await Promise.all(Array.from({ length: state.options.maxParallel }, work));
  if ('thrown' in stop) throw stop.thrown;
  end(run, driving, stop);
}

function end(run: BackfillExecution, { request }: Driving, { failure }: Stop): void {
  const { identity } = run;
  const isLeft = [...run.state.children.values()].some(({ status }) => status !== 'COMPLETED' && status !== 'FAILED');
  if (isLeft && request.signal.aborted)
    return emitBackfill(run, { eventType: 'WorkflowExecutionPaused', attributes: { identity, reason: 'parked' } });
  if (failure) return emitBackfill(run, { eventType: 'WorkflowExecutionFailed', attributes: { failure } });
  const result = countDays(run.state);
  if (!isLeft) return emitBackfill(run, { eventType: 'WorkflowExecutionCompleted', attributes: { result } });
  emitBackfill(run, { eventType: 'WorkflowExecutionCancelRequested', attributes: { identity } });
  emitBackfill(run, { eventType: 'WorkflowExecutionCanceled', attributes: { result } });
}

/** The children's view of the dataset whose lock this run holds: they read at once and write in turns. */
function shareDataset({ ports, tables }: ApiParts, { folder, state }: Driving): Required<Sharing> {
  const turns = createTurns();
  const shared = { ...ports, tables, folder: unlocked(folder) };
  return {
    openDataset: (settings, run) =>
      takeTurns(() => openDataset(shared, settings, { ...run, backfill: state.runId }), turns),
  };
}

interface Range {
  readonly child: ChildState;
  readonly sharing: Required<Sharing>;
  readonly stop: Stop;
}

/** A day that fails is told, and the others go on; what every day would meet, or the disk, ends the backfill. */
async function ingestRange(run: BackfillExecution, driving: Driving, { child, sharing, stop }: Range): Promise<void> {
  const { workflowId, range } = child;
  emitBackfill(run, { eventType: 'StartChildWorkflowExecutionInitiated', attributes: { workflowId, range } });
  await run.journal.flush();
  const answer = await runChild(run, driving, { child, sharing }).catch((thrown: unknown) => ({ thrown }));
  if ('partitions' in answer) {
    const { partitions } = answer;
    return emitBackfill(run, {
      eventType: 'ChildWorkflowExecutionCompleted',
      attributes: { workflowId, range, partitions },
    });
  }
  if (!('thrown' in answer)) return; // Parked: it goes on when this run is resumed.
  const failure = toProblem(answer.thrown);
  if (isDiskProblem(failure)) return void (stop.thrown ??= answer.thrown);
  const { folder, state } = driving;
  const marked = { id: workflowId, startedAt: new Date(state.startedAt) };
  await markFailed(folder, daysBetween(range.first, range.last), marked, failure.code);
  emitBackfill(run, { eventType: 'ChildWorkflowExecutionFailed', attributes: { workflowId, range, failure } });
  if (stopsBackfill(failure)) stop.failure ??= failure;
}

type Child = Omit<Range, 'stop'>;

/** Throws what the child failed of; no partitions when it was parked. */
async function runChild(
  run: BackfillExecution,
  driving: Driving,
  { child, sharing }: Child,
): Promise<{ readonly partitions: readonly PartitionResult[] } | { readonly parked: true }> {
  const { request, children, state } = driving;
  const { workflowId: runId, range } = child;
  const { ranges: _ranges, ...input } = state.input;
  const { inputFile, currentFolder } = state.options;
  const known = foldAny(await run.ports.runs.read(runId));
  if (known?.workflowType === 'ApiIngestionWorkflow' && known.state.result)
    return { partitions: known.state.result.partitions };
  const common = { headers: request.headers, signal: request.signal, ...sharing };
  const onStart = (): void =>
    emitBackfill(run, { eventType: 'ChildWorkflowExecutionStarted', attributes: { workflowId: runId, range } });
  const ended = known
    ? await children.resume({ ...common, runId, failed: true, onStart })
    : await children.ingest({
        ...common,
        runId,
        onStart,
        input: { ...input, start_date: range.first, end_date: range.last },
        options: { inputFile, currentFolder, parent: state.runId },
      });
  return partitionsOf(ended);
}

function partitionsOf({ result, failure, status }: ApiIngestionResult) {
  if (result) return { partitions: result.partitions };
  if (failure) throw new ProblemError(failure);
  if (status === 'parked') return { parked: true } as const;
  throw new Error(`a child ended as ${status}`);
}
