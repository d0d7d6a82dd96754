import path from 'node:path';
import type {
  ApiIngestionResult,
  ApiIngestRequest,
  ApiResumeRequest,
  BackfillRequest,
} from '../engine/api/apiParts.ts';
import { newRunId } from '../engine/openRun.ts';
import { nodeHash } from '../adapters/hash.ts';
import { systemClock } from '../adapters/clock.ts';
import type { ApiRunState } from '../model/api/apiRunState.ts';
import { wholeDays, type PlannedDay } from '../model/api/backfill.ts';
import type { BackfillState } from '../model/api/backfillState.ts';
import { backfillStatus, describeDays, type BackfillResult } from '../model/api/describeBackfill.ts';
import { resolveApiInput } from '../model/api/settings.ts';
import { isRunId } from '../model/artifactName.ts';
import { daysBetween } from '../model/dataset/days.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import type { AnyRun } from '../model/journal.ts';
import { fail } from '../model/problem.ts';
import type { ApiCall, BackfillCall, BackfillDone } from '../model/temporal/apiCall.ts';
import type { RunSummary } from '../model/view.ts';
import type { TemporalClient } from './client.ts';

type Followed = Pick<ApiIngestRequest, 'signal' | 'onChange' | 'onStart'>;

/** A work folder's verbs of the API side, for runs that a server keeps. Headers are resolved by the workers. */
export interface ServerApiRuns {
  /** Waits for its end; when `signal` is aborted the run goes on there, and its result is `parked`. */
  ingestApi(request: Omit<ApiIngestRequest, 'headers'>): Promise<ApiIngestionResult>;
  backfill(request: Omit<BackfillRequest, 'headers'>): Promise<BackfillResult>;
  /** Follows a run that is on, goes on with one that ended; or cancels it, and waits until it has heard. */
  resumeApi(
    request: Omit<ApiResumeRequest, 'headers'> & { readonly cancels?: boolean },
  ): Promise<ApiIngestionResult | BackfillResult>;
}

export interface ServerApi {
  readonly client: TemporalClient;
  /** Absolute; its parent is the root that workers share. */
  readonly workDir: string;
  follow(runId: string, drive: { signal: AbortSignal; onChange?(run: RunSummary): void }): Promise<AnyRun | undefined>;
}

type Begun = Pick<ServerApi, 'client' | 'workDir'>;

/** Answers the run id when the server has it. */
export async function startApi(
  api: Begun,
  { input, options, runId: asked, wait = 0 }: Pick<ApiIngestRequest, 'input' | 'options' | 'runId' | 'wait'>,
): Promise<string> {
  resolveApiInput(input);
  const runId = idOf(asked, input);
  const call: ApiCall = { options: { ...options, currentFolder: '' }, wait };
  const args = [inRoot(api, input, options), call];
  await api.client.startWorkflow({ runId, workflowType: 'ApiIngestionWorkflow', args });
  return runId;
}

type BackfillStart = Pick<BackfillRequest, 'input' | 'options' | 'runId' | 'wait' | 'dryRun'>;

export async function startBackfill(
  api: Begun,
  { input, options, runId: asked, wait = 0, dryRun }: BackfillStart,
): Promise<string> {
  resolveApiInput(wholeDays(input));
  const runId = idOf(asked, input);
  const call: BackfillCall = { options: { ...options, currentFolder: '' }, wait, dryRun };
  const args = [inRoot(api, input, options), call];
  await api.client.startWorkflow({ runId, workflowType: 'BackfillWorkflow', args });
  return runId;
}

export function createServerApi(api: ServerApi): ServerApiRuns {
  return {
    ingestApi: async request => ended(api, await startApi(api, request), request),
    async backfill({ input, dryRun, ...request }) {
      const runId = await startBackfill(api, { input, dryRun, ...request });
      if (!dryRun) return endedDays(api, runId, request);
      const done = await resultOf(api, runId);
      const days = done.days.map(day => withFile(api, day));
      return { runId: null, settings: resolveApiInput(input), status: 'success', failure: null, days, durationMs: 0 };
    },
    async resumeApi({ runId, failed, cancels = false, ...drive }) {
      await (cancels ? api.client.cancel(runId) : api.client.resume(runId, failed));
      const { run } = await api.client.read(runId);
      return run?.workflowType === 'BackfillWorkflow' ? endedDays(api, runId, drive) : ended(api, runId, drive);
    },
  };
}

function idOf(asked: string | undefined, input: ApiIngestionInput): string {
  const runId = asked ?? newRunId({ ports: { clock: systemClock, hash: nodeHash }, identity: `${process.pid}` }, input);
  if (!isRunId(`${runId}-2026-01-01`)) throw fail('usage', 'bad_run_id', { run: runId });
  return runId;
}

/** The output folder as the workers find it: relative to the root. Config: it lies outside. */
function inRoot(
  { workDir }: Begun,
  input: ApiIngestionInput,
  { currentFolder }: { readonly currentFolder: string },
): ApiIngestionInput {
  const folder = path.resolve(currentFolder, resolveApiInput(input).outputDir);
  const root = path.dirname(workDir);
  const relative = path.relative(root, folder).split(path.sep).join('/');
  if (relative.startsWith('../') || relative === '..' || path.isAbsolute(relative))
    throw fail('config', 'temporal_file_outside', { path: folder, root });
  return { ...input, output_dir: relative === '' ? '.' : relative };
}

const withFile = <Of extends { readonly file: string | null }>({ workDir }: ServerApi, one: Of): Of => ({
  ...one,
  file: one.file === null ? null : path.resolve(path.dirname(workDir), one.file),
});

const STATUS = { RUNNING: 'parked', COMPLETED: 'success', FAILED: 'error', CANCELED: 'cancelled' } as const;

async function ended(api: ServerApi, runId: string, drive: Followed): Promise<ApiIngestionResult> {
  const state = await stateOf<ApiRunState>(api, runId, drive, 'ApiIngestionWorkflow');
  const { result, failure, status, startedAt } = state;
  return {
    ...{ runId, failure, startedAt, status: STATUS[status], settings: resolveApiInput(state.input) },
    journal: `runs/${runId}/journal.jsonl`,
    result: result && { ...result, partitions: result.partitions.map(one => withFile(api, one)) },
    durationMs: durationOf(state),
  };
}

async function endedDays(api: ServerApi, runId: string, drive: Followed): Promise<BackfillResult> {
  const state = await stateOf<BackfillState>(api, runId, drive, 'BackfillWorkflow');
  const planned = state.status === 'COMPLETED' ? (await resultOf(api, runId)).days : null;
  const days = planned ?? describeDays(plannedDays(state), state);
  return {
    ...{ runId, failure: state.failure, status: backfillStatus(state), settings: resolveApiInput(state.input) },
    ...{ days: days.map(day => withFile(api, day)), durationMs: durationOf(state) },
  };
}

/** Of a backfill that has not come to its end, the days that it began with. */
const plannedDays = ({ children }: BackfillState): PlannedDay[] =>
  [...children.values()]
    .flatMap(({ range }) => daysBetween(range.first, range.last))
    .map(date => ({ date, state: 'missing', rows: null, file: null, error: null, isPlanned: true }));

const durationOf = ({ startedAt, endedAt }: Pick<ApiRunState, 'startedAt' | 'endedAt'>): number =>
  (endedAt === null ? Date.now() : Date.parse(endedAt)) - Date.parse(startedAt);

async function stateOf<State>(
  { follow }: ServerApi,
  runId: string,
  { signal, onChange, onStart }: Followed,
  workflowType: AnyRun['workflowType'],
): Promise<State> {
  onStart?.(runId);
  const run = await follow(runId, { signal, ...(onChange ? { onChange } : {}) });
  if (run?.workflowType !== workflowType) throw fail('usage', 'temporal_run_unknown', { run: runId });
  return run.state as State; // SAFETY: the state of that workflow's runs.
}

// SAFETY: it is what that workflow answers.
const resultOf = ({ client }: ServerApi, runId: string): Promise<BackfillDone> =>
  client.ask(server => server.workflow.getHandle(runId).result(), LONG_MS) as Promise<BackfillDone>;

/** Somebody may have to start a worker first. */
const LONG_MS = 10 * 60_000;
