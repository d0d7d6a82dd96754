import type { Problem } from '../model/problem.ts';
import type { Life } from './life.ts';

/** What a worker's main thread tells the thread of its activities; `id` names an attempt. */
export type ToThread =
  | {
      readonly do: 'run';
      readonly id: number;
      readonly name: string;
      readonly args: readonly unknown[];
      readonly info: Life['info'];
    }
  | { readonly do: 'cancel'; readonly id: number; readonly workerShutdown: boolean }
  | { readonly do: 'close' };

/** And what that one answers. */
export type FromThread =
  | { readonly say: 'ready'; readonly names: readonly string[] }
  | { readonly say: 'refused'; readonly problem: Problem }
  | { readonly say: 'alive' }
  | { readonly say: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly say: 'done'; readonly id: number; readonly done: unknown }
  | { readonly say: 'failed'; readonly id: number; readonly failure: ToldFailure }
  | { readonly say: 'closed' };

/** An ApplicationFailure as it passes between threads; `isCanceled`: a CancelledFailure instead. */
export interface ToldFailure {
  readonly isCanceled: boolean;
  readonly message: string;
  readonly type: string | null;
  readonly nonRetryable: boolean;
  readonly details: readonly unknown[];
  readonly nextRetryDelay: number | null;
  readonly cause: Error | null;
  readonly stack: string | null;
}
