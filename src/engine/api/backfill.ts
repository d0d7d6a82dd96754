import { isRunId } from '../../model/artifactName.ts';
import { wholeDays, type PlannedDay } from '../../model/api/backfill.ts';
import { startBackfill, type BackfillStarted, type BackfillState } from '../../model/api/backfillState.ts';
import { untouched, type BackfillResult } from '../../model/api/describeBackfill.ts';
import type { ApiSettings } from '../../model/api/settings.ts';
import { foldAny } from '../../model/journal.ts';
import { fail } from '../../model/problem.ts';
import { newRunId, openIf, openWhenFree, reopening, type OpenRun } from '../openRun.ts';
import type { ApiParts, ApiResumeRequest, BackfillRequest, ChildRuns } from './apiParts.ts';
import { driveBackfill, emitBackfill, type BackfillExecution } from './driveBackfill.ts';
import { checkBackfill, inDataset, rangesOf, readPlan } from './planBackfill.ts';

export async function backfill(
  parts: ApiParts,
  request: BackfillRequest,
  children: ChildRuns,
): Promise<BackfillResult> {
  const { ports, identity } = parts;
  const { options } = request;
  const input = wholeDays(request.input);
  const settings = checkBackfill(input);
  const runId = request.runId ?? newRunId(parts, input);
  if (!isRunId(`${runId}-2026-01-01`)) throw fail('usage', 'bad_run_id', { run: runId });
  const refuseExisting = (events: readonly unknown[]) => {
    if (events.length > 0) throw fail('usage', 'run_exists', { run: runId });
  };
  refuseExisting(await ports.runs.read(runId));
  const startedAt = ports.clock.now();
  const run = { id: runId, startedAt };
  const held = { settings, options, run, wait: request.wait ?? 0, isLookedAt: request.dryRun };
  return inDataset(parts, held, async folder => {
    const days = await readPlan(folder, settings, options, startedAt);
    if (request.dryRun) return dryRun(settings, days);
    const ranges = rangesOf(days, settings, options);
    const opened = await openIf(() => openWhenFree(ports, runId, request.wait ?? 0), refuseExisting);
    const first: BackfillStarted = {
      eventId: 1,
      eventTime: startedAt.toISOString(),
      eventType: 'WorkflowExecutionStarted',
      attributes: {
        workflowType: 'BackfillWorkflow',
        workflowId: runId,
        input: { ...input, ranges },
        options,
        identity,
      },
    };
    const begin = (): void => opened.journal.append(first);
    const state = startBackfill(first);
    return driveBackfill(parts, opened, { request, children, settings, folder, days, state, begin });
  });
}

export async function resumeBackfill(
  parts: ApiParts,
  request: ApiResumeRequest,
  children: ChildRuns,
): Promise<BackfillResult> {
  const { ports } = parts;
  const { runId, failed } = request;
  const refuse = (events: OpenRun['events']): BackfillState => {
    const run = foldAny(events);
    if (run?.workflowType !== 'BackfillWorkflow') throw fail('usage', 'run_unknown', { run: runId });
    const hasFailed = [...run.state.children.values()].some(child => child.status === 'FAILED');
    const isOver = run.state.status === 'COMPLETED' || run.state.status === 'FAILED';
    if (isOver && !(failed && (hasFailed || run.state.status === 'FAILED')))
      throw fail('usage', 'run_ended', { run: runId });
    return run.state;
  };
  const { input, options, startedAt } = refuse(await ports.runs.read(runId));
  const settings = checkBackfill(input);
  const run = { id: runId, startedAt: new Date(startedAt) };
  return inDataset(parts, { settings, options, run, wait: request.wait ?? 0 }, async folder => {
    const opened = await openIf(() => openWhenFree(ports, runId, request.wait ?? 0), refuse);
    const state = refuse(opened.events);
    const days = await readPlan(folder, settings, options, new Date(startedAt));
    const begin = (run: BackfillExecution): void => emitBackfill(run, reopening(failed, parts.identity));
    return driveBackfill(parts, opened, { request, children, settings, folder, days, state, begin });
  });
}

const dryRun = (settings: ApiSettings, days: readonly PlannedDay[]): BackfillResult => ({
  ...{ runId: null, settings, status: 'success', failure: null, durationMs: 0 },
  days: days.map(untouched),
});
