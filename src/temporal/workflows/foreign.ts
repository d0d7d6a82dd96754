import {
  ActivityCancellationType,
  isCancellation,
  patched,
  proxyActivities,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { Task } from '../../model/decide.ts';
import { SILENT_CUTS } from '../../model/temporal/cut.ts';
import type { SharedInput, StageDone } from '../../model/temporal/call.ts';
import { fail } from '../../model/problem.ts';
import { foreignDone } from '../../model/temporal/foreignSource.ts';
import { PYTHON_BEATS, pythonActivity } from '../../model/temporal/names.ts';

type ForeignActivities = Record<string, (...given: unknown[]) => Promise<unknown>>;

/** Of a worker that shows life: code of other languages may keep its threads from it for a moment. */
const HEARTBEAT_TIMEOUT = '3 seconds';
/** All that is known of one that shows none. */
const LONGEST = '10 minutes';

export interface ForeignCall {
  readonly task: Task;
  readonly taskQueue: string;
  readonly retry: NonNullable<ActivityOptions['retry']>;
  /** Times that the worker of this task fell silent. */
  readonly cuts: number;
}

/** Stages on a queue of Python workers, by the names and with the arguments of the workshop's programs. */
export function foreignPerformer(input: SharedInput): (call: ForeignCall) => Promise<StageDone> {
  const beating = new Map<string, Promise<boolean>>();
  const beatsOn = (queue: string): Promise<boolean> => {
    const known = beating.get(queue) ?? askWhetherBeats(queue);
    beating.set(queue, known);
    return known;
  };
  return async ({ task, taskQueue, retry, cuts }) => {
    const { stage, source } = task;
    if (stage === 'CHUNKING') refuseMethod(input);
    // Whoever falls silent again and again may be busy with a page that leaves it no time.
    const isWatched = cuts < SILENT_CUTS && (await beatsOn(taskQueue));
    const foreign = proxyActivities<ForeignActivities>({
      ...{ taskQueue, retry, startToCloseTimeout: LONGEST },
      ...(isWatched ? { heartbeatTimeout: HEARTBEAT_TIMEOUT } : {}),
      // Most never hear of it: nobody waits for them.
      cancellationType: ActivityCancellationType.TRY_CANCEL,
    });
    const answer: unknown = await foreign[pythonActivity(stage, source.source)]?.(...foreignArguments(task, input));
    return foreignDone(stage, source.source, answer);
  };
}

/** Ours have an activity that says so; a program that has none would count as dead while it works. */
async function askWhetherBeats(taskQueue: string): Promise<boolean> {
  // Runs that began before there was this question go on without it.
  if (!patched('python-beats')) return false;
  const asked = proxyActivities<ForeignActivities>({
    ...{ taskQueue, startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 1 } },
  });
  try {
    return (await asked[PYTHON_BEATS]?.()) === true;
  } catch (thrown) {
    if (isCancellation(thrown)) throw thrown;
    return false;
  }
}

/** Those programs know LangChain's recursive splitter alone, and are not told of a method: they would cut otherwise than asked. */
function refuseMethod({ chunking_config }: SharedInput): void {
  const method = chunking_config?.method ?? 'recursive';
  if (method !== 'recursive') throw fail('config', 'python_method_unknown', { method });
}

/** Python drops the types of a function that is called with fewer arguments than it has, even where one has a default. */
function foreignArguments({ stage, source }: Task, input: SharedInput): unknown[] {
  switch (stage) {
    case 'CRAWLING':
      return [source.source, null];
    case 'CHUNKING':
      return [source.source, input.recursive_chunking_config ?? null];
    case 'INDEXING':
      return [source.source, input.indexing_config ?? null];
    default:
      return [source.source];
  }
}
