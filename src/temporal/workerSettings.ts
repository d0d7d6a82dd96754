import type { Problem } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';

/** What the worker process is told: the JSON of this is its one argument. The API key comes in `TEMPORAL_API_KEY`. */
export interface WorkerSettings {
  readonly place: Omit<TemporalPlace, 'apiKey'>;
  /** Absolute: the folder that all workers share, that paths in payloads are relative to. */
  readonly root: string;
}

/** What it says on stdout, a line of JSON each. */
export type WorkerLine =
  | {
      readonly status: 'polling';
      readonly address: string;
      readonly namespace: string;
      readonly task_queue: string;
      readonly root: string;
      /** As the server's pages and histories name it. */
      readonly identity: string;
      readonly pid: number;
    }
  | { readonly status: 'error'; readonly problem: Problem };
