import { isRunId } from '../model/artifactName.ts';
import type { RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { fail } from '../model/problem.ts';
import { foldRun, type RunState } from '../model/runState.ts';
import { driveRun } from './driveRun.ts';
import { newRunId, openIf, openWhenFree, reopening } from './openRun.ts';
import { implementations } from './learner/implementations.ts';
import { NO_LEARNER, type Learner } from './learner/learner.ts';
import { prepareInput } from './prepareInput.ts';
import type { RunReader } from './readRuns.ts';
import type { IngestRequest, ResumeRequest, RunResult } from './workFolder.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

/** A new run from its input. Usage `bad_run_id`, `run_exists`; config: what `prepareInput` refuses. */
export async function ingest(parts: WorkFolderParts, request: IngestRequest): Promise<RunResult> {
  const { ports, identity } = parts;
  const runId = request.runId ?? newRunId(parts, request.input);
  if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
  const refuseExisting = (events: readonly unknown[]) => {
    if (events.length > 0) throw fail('usage', 'run_exists', { run: runId });
  };
  refuseExisting(await ports.runs.read(runId));
  const { options } = request;
  const input = await prepareInput(request.input, options, ports);
  const learner = await loadLearner(parts, input, options);
  // Again under its lock: another process may have begun and ended it meanwhile.
  const opened = await openIf(() => openWhenFree(ports, runId, request.wait ?? 0), refuseExisting);
  const first = {
    eventType: 'WorkflowExecutionStarted',
    attributes: { workflowType: 'IngestionWorkflow', workflowId: runId, input, options, identity },
  } as const;
  return driveRun(parts, opened, { ...request, runId, first, learner });
}

/** Goes on with a run that was parked or killed, or tries again what failed in one that has ended. */
export async function resume(parts: WorkFolderParts, request: ResumeRequest, reader: RunReader): Promise<RunResult> {
  const { ports, identity } = parts;
  const { runId } = request;
  const refuseEnded = (state: RunState | undefined) => {
    if (!request.failed && state && state.endedAt !== null && state.status !== 'CANCELED')
      throw fail('usage', 'run_ended', { run: runId });
  };
  const { state: known } = await reader.loadWeb(runId);
  refuseEnded(known);
  const learner = await loadLearner(parts, known.input, known.options);
  // Again under its lock: who held it may have ended it.
  const opened = await openIf(
    () => openWhenFree(ports, runId, request.wait ?? 0),
    events => refuseEnded(foldRun(events)),
  );
  return driveRun(parts, opened, { ...request, runId, first: reopening(request.failed, identity), learner });
}

/** Most runs have no code of a learner's, and read none of what runs it. */
async function loadLearner(
  { portsFor, activityProcess }: WorkFolderParts,
  input: IngestionWorkflowInput,
  options: RunOptions,
): Promise<Learner> {
  if (implementations(input).length === 0) return NO_LEARNER;
  const { openLearner } = await import('./learner/openLearner.ts');
  return openLearner(input, portsFor(options), activityProcess);
}
