import { newestFirst } from '../model/describeRun.ts';
import type { HistoryEvent, JournalEvent, StartedEvent } from '../model/event.ts';
import { foldAny, summariseAny, type AnyRun } from '../model/journal.ts';
import { fail, toProblem } from '../model/problem.ts';
import type { RunState } from '../model/runState.ts';
import type { RunSummary } from '../model/view.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

export interface LoadedRun {
  readonly run: AnyRun;
  readonly started: StartedEvent['attributes'];
  readonly events: readonly JournalEvent[];
}

export interface LoadedWebRun {
  readonly state: RunState;
  readonly events: readonly HistoryEvent[];
}

export interface RunReader {
  /** Usage `run_unknown`. */
  load(runId: string): Promise<LoadedRun>;
  /** A run that has Sources. Usage `run_unknown`, `run_of_api`. */
  loadWeb(runId: string): Promise<LoadedWebRun>;
  summarise(run: LoadedRun): Promise<RunSummary>;
  /** Newest first. */
  all(): Promise<readonly RunSummary[]>;
}

/** What the journals tell, read anew each time: another process may be writing them. */
export function createRunReader({ ports, describe }: Pick<WorkFolderParts, 'ports' | 'describe'>): RunReader {
  const { runs, log } = ports;
  async function load(runId: string): Promise<LoadedRun> {
    const events = await runs.read(runId);
    const run = foldAny(events);
    const first = events.find(event => event.eventType === 'WorkflowExecutionStarted');
    if (!run || !first) throw fail('usage', 'run_unknown', { run: runId });
    return { run, started: first.attributes, events };
  }

  async function loadWeb(runId: string): Promise<LoadedWebRun> {
    const { run, events } = await load(runId);
    if (run.workflowType !== 'IngestionWorkflow') throw fail('usage', 'run_of_api', { run: runId });
    // SAFETY: all events of a journal are of the workflow that its first one names.
    return { state: run.state, events: events as readonly HistoryEvent[] };
  }

  const summarise = async ({ run }: LoadedRun): Promise<RunSummary> =>
    summariseAny(run, await runs.owner(run.state.runId));

  /** A run that cannot be read is told in the log, and does not hide the others; one without an event is none yet. */
  async function summariseOrSkip(runId: string): Promise<RunSummary | undefined> {
    try {
      return await summarise(await load(runId));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'run_unknown') log.write('warn', 'run_unreadable', { run: runId, error: describe(problem) });
      return undefined;
    }
  }

  async function all(): Promise<readonly RunSummary[]> {
    const summaries: RunSummary[] = [];
    // One after the other: all histories at once would be there together, hundreds of megabytes after a few big runs.
    for (const runId of await runs.list()) {
      const summary = await summariseOrSkip(runId);
      if (summary) summaries.push(summary);
    }
    return newestFirst(summaries);
  }

  return { load, loadWeb, summarise, all };
}
