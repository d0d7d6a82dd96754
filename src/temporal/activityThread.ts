// Entry of the thread in which a worker's activities run: what blocks it for seconds (another writer's turn at an index,
// the tokens of a long page) blocks neither the worker's signs of life nor its decisions.
import { parentPort, workerData } from 'node:worker_threads';
import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { toProblem } from '../model/problem.ts';
import { createActivities, type ActivitiesRequest } from './activities.ts';
import { live, type Life } from './life.ts';
import type { FromThread, ToldFailure, ToThread } from './threadMessages.ts';

/** How often the main thread hears that this one is not stuck. */
const ALIVE_MS = 1_000;

type Run = Extract<ToThread, { do: 'run' }>;

// SAFETY: only `openActivityThread` starts this file, and it gives this.
void serve(workerData as ActivitiesRequest);

async function serve(request: ActivitiesRequest): Promise<void> {
  try {
    const { activities, close } = await createActivities(request);
    const cancels = new Map<number, (workerShutdown: boolean) => void>();
    const alive = setInterval(() => tell({ say: 'alive' }), ALIVE_MS);
    parentPort?.on('message', (message: ToThread) => {
      if (message.do === 'cancel') return cancels.get(message.id)?.(message.workerShutdown);
      if (message.do === 'close') {
        clearInterval(alive);
        return void close().finally(() => tell({ say: 'closed' }));
      }
      const { life, cancel } = begin(message);
      cancels.set(message.id, cancel);
      // SAFETY: their arguments came over the wire; each looks at its own.
      const work = activities[message.name] as ((...args: readonly unknown[]) => Promise<unknown>) | undefined;
      void perform(message.id, () => live(life, async () => work?.(...message.args))).finally(() =>
        cancels.delete(message.id),
      );
    });
    tell({ say: 'ready', names: Object.keys(activities) });
  } catch (thrown) {
    tell({ say: 'refused', problem: toProblem(thrown) });
  }
}

const tell = (message: FromThread): void => parentPort?.postMessage(message);

function begin({ id, info }: Run): { readonly life: Life; cancel(workerShutdown: boolean): void } {
  const aborting = new AbortController();
  const cancelled = new Promise<never>((_, reject) =>
    aborting.signal.addEventListener('abort', () => reject(aborting.signal.reason)),
  );
  cancelled.catch(() => undefined); // Not all wait for it.
  let details: Life['cancellationDetails'];
  const life: Life = {
    info,
    cancellationSignal: aborting.signal,
    cancelled,
    get cancellationDetails() {
      return details;
    },
    heartbeat: progress => tell({ say: 'progress', id, progress }),
  };
  return {
    life,
    cancel(workerShutdown) {
      details = { workerShutdown };
      aborting.abort(new CancelledFailure(workerShutdown ? 'WORKER_SHUTDOWN' : 'CANCELLED'));
    },
  };
}

async function perform(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    tell({ say: 'done', id, done: await work() });
  } catch (thrown) {
    tell({ say: 'failed', id, failure: toldFailure(thrown) });
  }
}

function toldFailure(thrown: unknown): ToldFailure {
  const isCanceled = thrown instanceof CancelledFailure;
  const { message, type, nonRetryable, details, nextRetryDelay, cause, stack } = ApplicationFailure.fromError(thrown);
  return {
    ...{ isCanceled, message, type: type ?? null, nonRetryable: nonRetryable ?? false },
    ...{ details: details ?? [], nextRetryDelay: typeof nextRetryDelay === 'number' ? nextRetryDelay : null },
    cause: cause ?? null,
    // That of a failure of ours is left out (`stageActivities.ts`).
    stack: typeof stack === 'string' && stack !== '' ? stack : null,
  };
}
