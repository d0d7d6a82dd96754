import { Worker } from 'node:worker_threads';
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { fail, ProblemError } from '../model/problem.ts';
import type { Activities, ActivitiesRequest } from './activities.ts';
import { BEAT_MS } from './attempt.ts';
import type { FromThread, ToldFailure, ToThread } from './threadMessages.ts';

/** A thread that has been silent for so long hangs: then its worker no longer vouches for it. */
const STUCK_MS = 60_000;

export interface ActivityThreadRequest extends ActivitiesRequest {
  /** Absolute: the bundle of `activityThread.ts`. */
  readonly file: string;
  /** It has died, and with it what it was doing. */
  onLost(thrown: unknown): void;
}

/** Begun activities and how each one ends. */
interface Open {
  progress: object;
  resolve(done: unknown): void;
  reject(thrown: unknown): void;
}

/**
 * The activities of a worker in a thread of their own, and the signs of life from this one: a server hears within a
 * second that a worker lives, whatever its activities are at. Rejects with the Problem that the thread had at its start.
 */
export async function openActivityThread({
  file,
  onLost,
  ...request
}: ActivityThreadRequest): Promise<{ readonly activities: Activities; close(): Promise<void> }> {
  const thread = new Worker(file, { workerData: request });
  const open = new Map<number, Open>();
  let heardAt = performance.now();
  let closed: () => void = () => undefined;
  const names = await new Promise<readonly string[]>((resolve, reject) => {
    const lose = (thrown: unknown): void => {
      reject(thrown);
      onLost(thrown);
    };
    thread.on('error', lose);
    thread.on('exit', code => lose(fail('system', 'temporal_worker_ended', { code: String(code) })));
    thread.on('message', (message: FromThread) => {
      heardAt = performance.now();
      if (message.say === 'ready') resolve(message.names);
      else if (message.say === 'refused') reject(new ProblemError(message.problem));
      else if (message.say === 'closed') closed();
      else if (message.say !== 'alive') hear(open.get(message.id), message);
    });
  });
  const call = { thread, open, isStuck: () => performance.now() - heardAt > STUCK_MS };
  return {
    activities: Object.fromEntries(names.map(name => [name, callerOf(call, name)])),
    async close() {
      await new Promise<void>(resolve => {
        closed = resolve;
        tell(thread, { do: 'close' });
      });
      thread.removeAllListeners('exit');
      await thread.terminate();
    },
  };
}

const tell = (thread: Worker, message: ToThread): void => thread.postMessage(message);

function hear(begun: Open | undefined, message: Extract<FromThread, { id: number }>): void {
  if (message.say === 'done') begun?.resolve(message.done);
  else if (message.say === 'failed') begun?.reject(failureOf(message.failure));
  else if (begun) begun.progress = { ...(message.progress as object | undefined) }; // SAFETY: ours tell objects.
}

interface Call {
  readonly thread: Worker;
  readonly open: Map<number, Open>;
  isStuck(): boolean;
}

let begun = 0;

const callerOf =
  ({ thread, open, isStuck }: Call, name: string): Activities[string] =>
  (...args) => {
    const context = Context.current();
    const { attempt, activityId, workflowExecution, isLocal } = context.info;
    const id = (begun += 1);
    const beat = setInterval(() => {
      // Of a local activity, a worker's decisions show life.
      if (!isLocal && !isStuck()) context.heartbeat({ ...open.get(id)?.progress, attempt });
    }, BEAT_MS);
    const cancel = (): void => {
      const workerShutdown = context.cancellationDetails?.workerShutdown ?? false;
      tell(thread, { do: 'cancel', id, workerShutdown });
    };
    context.cancellationSignal.addEventListener('abort', cancel, { once: true });
    return new Promise<unknown>((resolve, reject) => {
      open.set(id, { progress: {}, resolve, reject });
      const info = { attempt, activityId, ...(workflowExecution && { workflowExecution }) };
      tell(thread, { do: 'run', id, name, args, info });
    }).finally(() => {
      context.cancellationSignal.removeEventListener('abort', cancel);
      clearInterval(beat);
      open.delete(id);
    });
  };

function failureOf({ isCanceled, stack, nextRetryDelay, cause, ...told }: ToldFailure): Error {
  const { message } = told;
  if (isCanceled) return new CancelledFailure(message);
  const failure = ApplicationFailure.create({
    ...{ ...told, type: told.type ?? 'Error', details: [...told.details] },
    ...(cause === null ? {} : { cause }),
    ...(nextRetryDelay === null ? {} : { nextRetryDelay }),
  });
  if (stack === null) delete failure.stack;
  else failure.stack = stack;
  return failure;
}
