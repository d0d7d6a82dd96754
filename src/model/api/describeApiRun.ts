import type { RunSummary } from '../view.ts';
import type { ApiRunState } from './apiRunState.ts';
import { DEFAULT_OUTPUT_DIR } from './settings.ts';

const NO_SOURCES = { discovered: 0, completed: 0, error: 0, skipped: 0, alias: 0 };

/** `owner` is who holds the run's lock now: without one, an unfinished run is PARKED. */
export function summariseApiRun(state: ApiRunState, owner: string | null): RunSummary {
  const { pages, rows, deadLetters, partitions } = state;
  return {
    runId: state.runId,
    workflowType: 'ApiIngestionWorkflow',
    status: state.status !== 'RUNNING' ? state.status : owner ? 'RUNNING' : 'PARKED',
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    counts: NO_SOURCES,
    open: 0,
    waiting: countOpen(state, 'WAITING'),
    inputFile: state.options.inputFile,
    owner: state.status === 'RUNNING' ? owner : null,
    failure: state.failure,
    results: pages + partitions.length,
    inFlight: state.status === 'RUNNING' ? countOpen(state, 'STARTED') : 0,
    resumed: state.resumption && { kept: state.resumption.kept, again: state.resumption.again },
    changed: null,
    api: {
      pages,
      rows,
      deadLetters,
      partitions: partitions.length,
      outputDir: state.input.output_dir ?? DEFAULT_OUTPUT_DIR,
      parent: state.options.parent ?? null,
    },
  };
}

function countOpen({ open }: ApiRunState, asked: 'WAITING' | 'STARTED'): number {
  let count = 0;
  for (const { status } of open.values()) if (status === asked) count += 1;
  return count;
}
