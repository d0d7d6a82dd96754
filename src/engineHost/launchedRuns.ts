import { toProblem, type Problem } from '../model/problem.ts';

/** How a run that this process drives can be stopped. */
export interface RunSignals {
  /** Parks it. */
  readonly signal: AbortSignal;
  readonly cancel: AbortSignal;
  onStart(runId: string): void;
}

export interface LaunchedRuns {
  /** Resolves as soon as the run has its id; rejects when it could not begin. */
  launch(start: (signals: RunSignals) => Promise<unknown>): Promise<{ runId: string }>;
  /** False when this process does not drive that run. */
  cancel(runId: string): boolean;
  /** Resolves when all have left their record in good order. */
  parkAll(): Promise<void>;
}

/** The runs that this process drives. How they go is told by their journals; only a run that breaks off is told here. */
export function createLaunchedRuns(onBroken: (problem: Problem) => void): LaunchedRuns {
  const running = new Map<string, { park: AbortController; cancel: AbortController }>();
  const ends = new Set<Promise<unknown>>();

  return {
    launch: start =>
      new Promise((resolve, reject) => {
        const park = new AbortController();
        const cancel = new AbortController();
        let id: string | undefined;
        const onStart = (runId: string): void => {
          id = runId;
          running.set(runId, { park, cancel });
          resolve({ runId });
        };
        const end = start({ signal: park.signal, cancel: cancel.signal, onStart })
          .catch((error: unknown) => (id === undefined ? reject(error) : onBroken(toProblem(error))))
          .finally(() => {
            ends.delete(end);
            if (id !== undefined) running.delete(id);
          });
        ends.add(end);
      }),
    cancel(runId) {
      running.get(runId)?.cancel.abort();
      return running.has(runId);
    },
    async parkAll() {
      for (const run of running.values()) run.park.abort();
      await Promise.allSettled(ends);
    },
  };
}
