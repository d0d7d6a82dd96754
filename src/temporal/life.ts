import { AsyncLocalStorage } from 'node:async_hooks';
import { Context, type Info } from '@temporalio/activity';

/** An attempt of an activity, as far as ours look at it; Temporal's `Context` is one. */
export interface Life {
  readonly info: Pick<Info, 'attempt' | 'activityId' | 'workflowExecution'>;
  readonly cancellationSignal: AbortSignal;
  /** Rejects when it is cancelled. */
  readonly cancelled: Promise<never>;
  readonly cancellationDetails?: { readonly workerShutdown: boolean } | undefined;
  heartbeat(progress?: unknown): void;
}

const lives = new AsyncLocalStorage<Life>();

/** Of the activity that asks, in Temporal's own thread or in ours. */
export const currentLife = (): Life => lives.getStore() ?? Context.current();

export const live = <Done>(life: Life, work: () => Promise<Done>): Promise<Done> => lives.run(life, work);
