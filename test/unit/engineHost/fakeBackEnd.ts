import type { RunsFollower } from '../../../src/adapters/runs/followRuns.ts';
import { fail } from '../../../src/model/problem.ts';
import type { RunSummary } from '../../../src/model/view.ts';
import type { TemporalBackEnd } from '../../../src/temporal/backEnd.ts';

export const summaryOf = (runId: string, startedAt: string, backEnd?: 'temporal'): RunSummary => ({
  ...{ runId, startedAt, workflowType: 'IngestionWorkflow', status: 'RUNNING', endedAt: null },
  ...{
    counts: { discovered: 1, completed: 0, error: 0, skipped: 0, alias: 0 },
    open: 1,
    waiting: 0,
    inputFile: null,
    owner: null,
  },
  ...{ failure: null, results: 0, inFlight: 0, resumed: null, changed: null, api: null },
  ...(backEnd && { backEnd }),
});

/** Runs that somebody follows: summaries only. */
export const followerOf = (runs: readonly RunSummary[], name: string): RunsFollower => ({
  summaries: () => runs,
  sources: runId => (runs.some(run => run.runId === runId) ? [] : undefined),
  input: () => undefined,
  outputFolders: () => [name],
  state: () => undefined,
  refresh: () => Promise.resolve(),
  close: () => undefined,
});

export interface FakeBackEnd extends TemporalBackEnd {
  readonly done: string[];
}

export function fakeBackEnd(runs: readonly RunSummary[] = []): FakeBackEnd {
  const done: string[] = [];
  const did = (what: string) => Promise.resolve(void done.push(what));
  return {
    done,
    serverVersion: '1.32.0',
    follower: followerOf(runs, 'remote'),
    history: runId => {
      throw fail('usage', 'run_unknown', { run: runId });
    },
    journal: () => Promise.resolve([]),
    start: ({ runId = 'new' }) => did(`start ${runId}`).then(() => ({ runId })),
    startApi: ({ input }) => did(`api ${input.start_date}`).then(() => ({ runId: 'api' })),
    startBackfill: ({ options }) => did(`backfill ${options.maxParallel}`).then(() => ({ runId: 'backfill' })),
    resume: ({ runId }) => did(`resume ${runId}`).then(() => ({ runId })),
    cancel: runId => did(`cancel ${runId}`),
    terminate: runId => did(`terminate ${runId}`),
    diagnose: () => Promise.resolve([]),
    close: () => did('close'),
  };
}
