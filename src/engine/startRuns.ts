import { isRunId } from '../model/artifactName.ts';
import { canonicalJson } from '../model/key.ts';
import { fail } from '../model/problem.ts';
import { foldRun, type RunState } from '../model/runState.ts';
import { driveRun } from './driveRun.ts';
import type { RunStore } from './ports.ts';
import { prepareInput } from './prepareInput.ts';
import type { RunReader } from './readRuns.ts';
import type { IngestRequest, ResumeRequest, RunResult } from './workFolder.ts';
import { whenFree } from './whenFree.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

/** A new run from its input. Usage `bad_run_id`, `run_exists`; config: what `prepareInput` refuses. */
export async function ingest(parts: WorkFolderParts, request: IngestRequest): Promise<RunResult> {
  const { ports, identity } = parts;
  const runId = request.runId ?? newRunId(parts, request);
  if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
  const refuseExisting = (events: readonly unknown[]) => {
    if (events.length > 0) throw fail('usage', 'run_exists', { run: runId });
  };
  refuseExisting(await ports.runs.read(runId));
  const { options } = request;
  const input = await prepareInput(request.input, options, ports);
  // Again under its lock: another process may have begun and ended it meanwhile.
  const opened = await openIf(() => openWhenFree(parts, runId, request.wait ?? 0), refuseExisting);
  const first = {
    eventType: 'WorkflowExecutionStarted',
    attributes: { workflowType: 'IngestionWorkflow', workflowId: runId, input, options, identity },
  } as const;
  return driveRun(parts, opened, { ...request, runId, first });
}

/** Goes on with a run that was parked or killed, or tries again what failed in one that has ended. */
export async function resume(parts: WorkFolderParts, request: ResumeRequest, reader: RunReader): Promise<RunResult> {
  const { identity } = parts;
  const { runId } = request;
  const refuseEnded = (state: RunState | undefined) => {
    if (!request.failed && state && state.endedAt !== null && state.status !== 'CANCELED')
      throw fail('usage', 'run_ended', { run: runId });
  };
  refuseEnded((await reader.loadWeb(runId)).state);
  // Again under its lock: who held it may have ended it.
  const opened = await openIf(
    () => openWhenFree(parts, runId, request.wait ?? 0),
    events => refuseEnded(foldRun(events)),
  );
  const first = request.failed
    ? ({ eventType: 'WorkflowExecutionSignaled', attributes: { signalName: 'retryFailed', identity } } as const)
    : ({ eventType: 'WorkflowExecutionUnpaused', attributes: { identity } } as const);
  return driveRun(parts, opened, { ...request, runId, first });
}

type OpenRun = Awaited<ReturnType<RunStore['open']>>;

async function openIf(open: () => Promise<OpenRun>, refuse: (events: OpenRun['events']) => void): Promise<OpenRun> {
  const opened = await open();
  try {
    refuse(opened.events);
    return opened;
  } catch (error) {
    await opened.release();
    throw error;
  }
}

const openWhenFree = ({ ports }: WorkFolderParts, runId: string, seconds: number): Promise<OpenRun> =>
  whenFree(ports.clock, seconds, () => ports.runs.open(runId));

/** Sorts by time, and two in one second differ. */
function newRunId({ ports, identity }: WorkFolderParts, request: IngestRequest): string {
  const now = ports.clock.now().toISOString();
  const time = now.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${time}-${ports.hash.sha256(now + identity + canonicalJson(request.input)).slice(0, 6)}`;
}
