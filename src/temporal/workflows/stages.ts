import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { RunOptions } from '../../model/event.ts';
import type { Source } from '../../model/generated/types.ts';
import type { Task } from '../../model/decide.ts';
import type { Problem } from '../../model/problem.ts';
import type { Stage } from '../../model/stage.ts';
import {
  ATTEMPT_DETAILS,
  type Beat,
  type SharedInput,
  type StageCall,
  type StageDone,
} from '../../model/temporal/call.ts';
import { isCarriedFile, refuseGrowth, wholeDone } from '../../model/temporal/carried.ts';
import { MOST_CUTS } from '../../model/temporal/cut.ts';
import type { Ended } from '../../model/temporal/driveSources.ts';
import { isPythonQueue } from '../../model/temporal/names.ts';
import { readCarried } from './carried.ts';
import { foreignPerformer } from './foreign.ts';
import { isCut, problemOfError } from './problems.ts';
import { HEARTBEAT_TIMEOUT, retryOf } from './retryOf.ts';

/** One type a stage: replay compares types, and never arguments. */
export type StageActivities = Record<Stage, (source: Source, call: StageCall) => Promise<StageDone>>;

/** The engine itself gives up what hangs, far earlier; a host's Crawl-delay may make many wait for their turn. */
const LONGEST = '1 hour';

export type PerformStage = (task: Task, call: StageCall) => Promise<Ended>;

/** What became of the times that a worker died over a task. */
interface Cuts {
  readonly count: number;
  /** Of the server: those that were cut, and those that failed before them. */
  readonly attempts: number;
}

/** Where each stage runs is a setting of the run. */
export function stagePerformer(input: SharedInput, options: RunOptions): PerformStage {
  const performForeign = foreignPerformer(input);
  const maximumAfter = ({ attempts, count }: Cuts): number => Math.max(1, options.maximumAttempts - (attempts - count));
  const perform = (task: Task, call: StageCall, cuts: Cuts): Promise<StageDone> => {
    const { stage, source } = task;
    const taskQueue = input.stages_config?.[stage]?.task_queue ?? undefined;
    const retry = retryOf(maximumAfter(cuts));
    if (taskQueue && isPythonQueue(taskQueue)) return performForeign({ task, taskQueue, retry, cuts: cuts.count });
    const stages = proxyActivities<StageActivities>({
      ...{ retry, ...(taskQueue ? { taskQueue } : {}) },
      startToCloseTimeout: LONGEST,
      heartbeatTimeout: HEARTBEAT_TIMEOUT,
      cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    });
    return stages[stage](source.source, call);
  };
  return async (task, call) => {
    for (let cuts: Cuts = { count: 0, attempts: 0 }; ;) {
      try {
        const { discovered, ...done } = await perform(task, call, cuts);
        const links = isCarriedFile(discovered) ? await readCarried(call.runId, discovered) : discovered;
        const whole = wholeDone(done, links);
        refuseGrowth(task.source.source, whole.source);
        return { attempt: cuts.attempts + (done.attempt ?? 1), done: whole };
      } catch (thrown) {
        if (!isCut(thrown) || cuts.count === MOST_CUTS)
          return endedBy(thrown, { task, before: cuts.attempts, maximum: maximumAfter(cuts) });
        cuts = { count: cuts.count + 1, attempts: cuts.attempts + attemptOf(thrown) };
      }
    }
  };
}

interface Ending {
  readonly task: Task;
  /** Attempts of what a worker's death has cut. */
  readonly before: number;
  /** Attempts that the server was to make. */
  readonly maximum: number;
}

function endedBy(thrown: unknown, { task, before, maximum }: Ending): Ended {
  if (isCancellation(thrown)) return { attempt: before + 1, canceled: true };
  const failure: Problem = { ...problemOfError(thrown), uri: task.source.source.uri };
  const isSpent = thrown instanceof ActivityFailure && thrown.retryState === 'MAXIMUM_ATTEMPTS_REACHED';
  return {
    attempt: before + (toldAttempt(thrown) ?? (isSpent ? maximum : 1)),
    failure,
    retryState: isSpent ? 'MAXIMUM_ATTEMPTS_REACHED' : 'NON_RETRYABLE_FAILURE',
  };
}

/** Of one that was cut: its signs of life tell it, if there was time for one. */
const attemptOf = (thrown: unknown): number => toldAttempt(thrown) ?? 1;

function toldAttempt(thrown: unknown): number | undefined {
  const cause = thrown instanceof ActivityFailure ? thrown.cause : undefined;
  const attempt: unknown =
    cause instanceof TimeoutFailure
      ? (cause.lastHeartbeatDetails as Partial<Beat> | undefined)?.attempt // SAFETY: whatever it is, only a number counts.
      : cause instanceof ApplicationFailure
        ? cause.details?.[ATTEMPT_DETAILS]
        : undefined;
  return typeof attempt === 'number' ? attempt : undefined;
}
