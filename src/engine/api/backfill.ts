import { isRunId } from '../../model/artifactName.ts';
import type { ApiRunOptions } from '../../model/api/apiEvent.ts';
import {
  planDays,
  planRanges,
  refuseBackfill,
  wholeDays,
  type BackfillOptions,
  type PlannedDay,
} from '../../model/api/backfill.ts';
import { startBackfill, type BackfillStarted, type BackfillState } from '../../model/api/backfillState.ts';
import { resolveApiInput, type ApiSettings } from '../../model/api/settings.ts';
import { dayAt } from '../../model/dataset/dayOf.ts';
import { tableName } from '../../model/dataset/layout.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import { foldAny } from '../../model/journal.ts';
import { fail } from '../../model/problem.ts';
import type { DatasetRun } from '../dataset/datasetWriting.ts';
import { readDays } from '../dataset/markFailed.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { unlocked } from '../dataset/takeTurns.ts';
import { readSurvey, readWhole } from '../dataset/surveyFolder.ts';
import { newRunId, openIf, openWhenFree, reopening, type OpenRun } from '../openRun.ts';
import type { DatasetFolder } from '../ports.ts';
import type { ApiParts, ApiResumeRequest, BackfillRequest, ChildRuns } from './apiParts.ts';
import { untouched, type BackfillResult } from './describeBackfill.ts';
import { driveBackfill, emitBackfill, type BackfillExecution } from './driveBackfill.ts';

export async function backfill(
  parts: ApiParts,
  request: BackfillRequest,
  children: ChildRuns,
): Promise<BackfillResult> {
  const { ports, identity } = parts;
  const { options } = request;
  const input = wholeDays(request.input);
  const settings = checked(input);
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
    const ranges = planRanges(
      days.filter(({ isPlanned }) => isPlanned).map(({ date }) => date),
      settings,
      options.backwards,
    );
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
  const settings = checked(input);
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

function checked(input: ApiIngestionInput): ApiSettings {
  const settings = resolveApiInput(input);
  const refusal = refuseBackfill(settings);
  if (refusal) throw fail('config', refusal.code, refusal.params);
  return settings;
}

interface Held {
  readonly settings: ApiSettings;
  readonly options: ApiRunOptions;
  readonly run: DatasetRun;
  readonly wait: number;
  /** Only looked at: nothing is made, and nobody is kept waiting. */
  readonly isLookedAt?: boolean;
}

/** Under the dataset's lock, which the children share: a second backfill, or ingestion, is told who holds it. */
async function inDataset<Result>(
  { ports, tables, openFolder }: ApiParts,
  { settings, options, run, wait, isLookedAt = false }: Held,
  use: (folder: DatasetFolder) => Promise<Result>,
): Promise<Result> {
  const opened = openFolder(settings.outputDir, options.currentFolder);
  const folder = isLookedAt ? unlocked(opened) : opened;
  const dataset = await openDataset({ ...ports, tables, folder }, settings, run, wait);
  try {
    return await use(folder);
  } finally {
    await dataset.close();
  }
}

async function readPlan(
  folder: DatasetFolder,
  settings: ApiSettings,
  options: BackfillOptions,
  now: Date,
): Promise<PlannedDay[]> {
  const survey = await readSurvey(folder);
  const { tables } = survey;
  const done = await readWhole(folder, survey);
  const files = new Map(tables.map(date => [date, `${folder.path}/${tableName(date)}`]));
  const known = { done: new Set(done), files, entries: await readDays(folder), today: dayAt(now, settings.timeZone) };
  return planDays(settings, options, known);
}
