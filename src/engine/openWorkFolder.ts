import { canonicalJson } from '../model/key.ts';
import { isRunId } from '../model/artifactName.ts';
import { summariseRun, viewSource } from '../model/describeRun.ts';
import type { HistoryEvent } from '../model/event.ts';
import { fail, type Problem } from '../model/problem.ts';
import { foldRun, type RunState } from '../model/runState.ts';
import type { Stage } from '../model/stage.ts';
import type { RunSummary } from '../model/view.ts';
import { driveRun, type Drive } from './driveRun.ts';
import type { Ports, RunStore } from './ports.ts';
import { prepareInput } from './prepareInput.ts';
import { pruneRuns } from './pruneRuns.ts';
import { searchIndex } from './searchIndex.ts';
import type { IngestRequest, ResumeRequest, RunResult, WorkFolder } from './workFolder.ts';

export interface WorkFolderPorts extends Ports {
  readonly runs: RunStore;
}

export interface WorkFolderParts {
  readonly workDir: string;
  readonly ports: WorkFolderPorts;
  readonly codeVersions: Readonly<Record<Stage, string>>;
  /** Who runs, for the record: `pid 42 on host`. */
  readonly identity: string;
  describe(problem: Problem): string;
  /** Ports whose `readInput` knows where this run's INPUT lies. */
  portsFor(options: IngestRequest['options']): WorkFolderPorts;
  close(): Promise<void>;
}

/** The engine as its guests see it: one frozen object of verbs. */
export function openWorkFolder(parts: WorkFolderParts): WorkFolder {
  const { ports } = parts;

  async function load(runId: string): Promise<{ state: RunState; events: readonly HistoryEvent[] }> {
    const events = (await ports.runs.exists(runId)) ? await ports.runs.read(runId) : [];
    const state = foldRun(events);
    if (!state) throw fail('usage', 'run_unknown', { run: runId });
    return { state, events };
  }

  async function runs(): Promise<readonly RunSummary[]> {
    const summaries = await Promise.all((await ports.runs.list()).map(summariseOrSkip));
    return summaries.filter(run => run !== undefined).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  /** A run that cannot be read is told in the log, and does not hide the others. */
  async function summariseOrSkip(runId: string): Promise<RunSummary | undefined> {
    try {
      const { state } = await load(runId);
      return summariseRun(state, await ports.runs.owner(runId));
    } catch (error) {
      ports.log.write('warn', 'run_unreadable', { run: runId, error });
      return undefined;
    }
  }

  async function newestRun(which: (run: RunSummary) => boolean): Promise<string> {
    const run = (await runs()).find(which);
    if (!run) throw fail('usage', 'no_run');
    return run.runId;
  }

  async function ingest(request: IngestRequest): Promise<RunResult> {
    const runId = request.runId ?? newRunId(request);
    if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
    if (await ports.runs.exists(runId)) throw fail('usage', 'run_exists', { run: runId });
    const input = await prepareInput(request.input, request.options, ports);
    const opened = await ports.runs.open(runId);
    const attributes = {
      workflowType: 'IngestionWorkflow',
      workflowId: runId,
      input,
      options: request.options,
      identity: parts.identity,
    } as const;
    return driveRun(parts, opened, {
      ...drive(request),
      runId,
      first: { eventType: 'WorkflowExecutionStarted', attributes },
    });
  }

  async function resume(request: ResumeRequest): Promise<RunResult> {
    const wanted = (run: RunSummary) => (request.failed ? run.counts.error > 0 : run.endedAt === null);
    const runId = request.runId ?? (await newestRun(wanted));
    const { state } = await load(runId);
    if (!request.failed && state.status !== 'RUNNING' && state.status !== 'CANCELED')
      throw fail('usage', 'run_ended', { run: runId });
    const opened = await waitForRun(runId, request.wait ?? 0);
    const { identity } = parts;
    const first = request.failed
      ? ({ eventType: 'WorkflowExecutionSignaled', attributes: { signalName: 'retryFailed', identity } } as const)
      : ({ eventType: 'WorkflowExecutionUnpaused', attributes: { identity } } as const);
    return driveRun(parts, opened, { ...drive(request), runId, first });
  }

  /** Another process holds it: try again each quarter of a second, as long as was asked. */
  async function waitForRun(runId: string, seconds: number): ReturnType<RunStore['open']> {
    const until = ports.clock.now().getTime() + seconds * 1000;
    for (;;) {
      try {
        return await ports.runs.open(runId);
      } catch (error) {
        if (ports.clock.now().getTime() >= until || !isBusy(error)) throw error;
        await ports.clock.sleep(250);
      }
    }
  }

  function newRunId(request: IngestRequest): string {
    const now = ports.clock.now().toISOString();
    const time = now.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    return `${time}-${ports.hash.sha256(now + parts.identity + canonicalJson(request.input)).slice(0, 6)}`;
  }

  return Object.freeze<WorkFolder>({
    workDir: parts.workDir,
    ingest,
    resume,
    runs,
    async history(runId) {
      const { state, events } = await load(runId ?? (await newestRun(() => true)));
      return { run: summariseRun(state, await ports.runs.owner(state.runId)), events };
    },
    async sources(runId) {
      const { state } = await load(runId);
      return state.sources.map(source => viewSource(state, source));
    },
    async search(request) {
      const started = ports.clock.now().getTime();
      const found = await searchIndex(ports, request);
      return { ...found, durationMs: ports.clock.now().getTime() - started };
    },
    async chunks({ databaseUri, source, ...request }) {
      const store = await ports.openStore(databaseUri ?? DEFAULT_DATABASE);
      return store.chunks({ ...request, ...(source === undefined ? {} : { uri: source }) });
    },
    prune: request => pruneRuns(ports, request, runs),
    lastArtifact: (uri, stage) => ports.cache.lastActivity(uri, stage)?.artifact ?? null,
    close: parts.close,
  });
}

export const DEFAULT_DATABASE = 'sqlite:///index.sqlite';

const isBusy = (error: unknown): boolean => error instanceof Error && error.message === 'busy';

function drive({ headers, signal, cancel, onChange, onStart }: IngestRequest | ResumeRequest): Drive {
  return {
    headers,
    park: signal,
    cancel: cancel ?? new AbortController().signal,
    ...(onChange ? { onChange } : {}),
    ...(onStart ? { onStart } : {}),
  };
}
