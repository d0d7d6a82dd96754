import { isRunId } from '../../model/artifactName.ts';
import type { ApiRunOptions } from '../../model/api/apiEvent.ts';
import { startApiRun, type ApiRunState, type ApiStarted } from '../../model/api/apiRunState.ts';
import { summariseApiRun } from '../../model/api/describeApiRun.ts';
import { resolveApiInput, type ApiSettings } from '../../model/api/settings.ts';
import { foldAny } from '../../model/journal.ts';
import { fail } from '../../model/problem.ts';
import { DEFAULT_RETRY_POLICY } from '../../model/retry.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { openDataset } from '../dataset/openDataset.ts';
import { newRunId, openIf, openWhenFree, reopening, type OpenRun } from '../openRun.ts';
import { createTeller } from '../tellRun.ts';
import type { Drive } from '../workFolder.ts';
import { emitApi, type ApiExecution } from './apiExecution.ts';
import type {
  ApiIngestionResult,
  ApiIngestRequest,
  ApiParts,
  ApiResumeRequest,
  ApiRuns,
  ChildRuns,
  Sharing,
} from './apiParts.ts';
import { backfill, resumeBackfill } from './backfill.ts';
import { runApi } from './runApi.ts';

export function openApiRuns(parts: ApiParts): ApiRuns {
  const children: ChildRuns = {
    ingest: request => ingest(parts, request),
    resume: request => resume(parts, request),
  };
  return {
    ...children,
    backfill: request => backfill(parts, request, children),
    resumeBackfill: request => resumeBackfill(parts, request, children),
    close: () => parts.close(),
  };
}

async function ingest(parts: ApiParts, request: ApiIngestRequest): Promise<ApiIngestionResult> {
  const { ports, identity } = parts;
  const { input, options } = request;
  const settings = resolveApiInput(input);
  const runId = request.runId ?? newRunId(parts, input);
  if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
  const refuseExisting = (events: readonly unknown[]) => {
    if (events.length > 0) throw fail('usage', 'run_exists', { run: runId });
  };
  refuseExisting(await ports.runs.read(runId));
  const startedAt = ports.clock.now();
  const dataset = await openFor(parts, request, { settings, options, runId, startedAt });
  return closing(dataset, async () => {
    const opened = await openIf(() => openWhenFree(ports, runId, request.wait ?? 0), refuseExisting);
    const first: ApiStarted = {
      eventId: 1,
      eventTime: startedAt.toISOString(),
      eventType: 'WorkflowExecutionStarted',
      attributes: { workflowType: 'ApiIngestionWorkflow', workflowId: runId, input, options, identity },
    };
    const begin = (run: ApiExecution): void => run.journal.append(first);
    return drive(parts, opened, { request, settings, dataset, state: startApiRun(first), begin });
  });
}

async function resume(parts: ApiParts, request: ApiResumeRequest): Promise<ApiIngestionResult> {
  const { ports, identity } = parts;
  const { runId } = request;
  const refuse = (events: OpenRun['events']): ApiRunState => {
    const run = foldAny(events);
    if (run?.workflowType !== 'ApiIngestionWorkflow') throw fail('usage', 'run_unknown', { run: runId });
    const { status } = run.state;
    if (status === 'COMPLETED' || (status === 'FAILED' && !request.failed))
      throw fail('usage', 'run_ended', { run: runId });
    return run.state;
  };
  const { input, options, startedAt } = refuse(await ports.runs.read(runId));
  const settings = resolveApiInput(input);
  const place = { settings, options, runId, startedAt: new Date(startedAt) };
  const dataset = await openFor(parts, request, place);
  return closing(dataset, async () => {
    // Again under its lock: who held it may have ended it.
    const opened = await openIf(() => openWhenFree(ports, runId, request.wait ?? 0), refuse);
    const begin = (run: ApiExecution): void => emitApi(run, reopening(request.failed, identity));
    return drive(parts, opened, { request, settings, dataset, state: refuse(opened.events), begin });
  });
}

interface Place {
  readonly settings: ApiSettings;
  readonly options: ApiRunOptions;
  readonly runId: string;
  readonly startedAt: Date;
}

function openFor(
  parts: ApiParts,
  request: Drive & Sharing,
  { settings, options, runId, startedAt }: Place,
): Promise<Dataset> {
  const run = { id: runId, startedAt };
  if (request.openDataset) return request.openDataset(settings, run);
  const folder = parts.openFolder(settings.outputDir, options.currentFolder);
  return openDataset({ ...parts.ports, tables: parts.tables, folder }, settings, run, request.wait ?? 0);
}

async function closing<Result>(dataset: Dataset, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await dataset.close();
  }
}

interface Driving {
  readonly request: ApiIngestRequest | ApiResumeRequest;
  readonly settings: ApiSettings;
  readonly dataset: Dataset;
  readonly state: ApiRunState;
  /** The event that begins this life of the run. */
  begin(run: ApiExecution): void;
}

/** Runs a new or reopened run until it ends or is parked, and gives its lock back whatever happens. */
async function drive(parts: ApiParts, opened: OpenRun, driving: Driving): Promise<ApiIngestionResult> {
  const { request, settings, state, begin } = driving;
  const started = parts.ports.clock.now().getTime();
  const over = new AbortController();
  try {
    if (opened.isTorn) parts.ports.log.write('warn', 'journal_torn', { run: state.runId });
    const staging = parts.staging.open(state.runId);
    try {
      const run = prepare(parts, opened, { ...driving, staging, over: over.signal });
      begin(run);
      await run.journal.flush();
      request.onStart?.(state.runId);
      await runApi(run);
    } finally {
      over.abort('over');
      staging.close();
    }
    if (state.status === 'COMPLETED') parts.staging.remove(state.runId);
    request.onChange?.(summariseApiRun(state, request.signal.aborted ? null : parts.identity));
    return describe(state, settings, parts.ports.clock.now().getTime() - started);
  } finally {
    await opened.release();
  }
}

type Preparing = Driving & { readonly staging: ApiExecution['staging']; readonly over: AbortSignal };

function prepare(parts: ApiParts, { journal }: OpenRun, preparing: Preparing): ApiExecution {
  const { request, settings, dataset, state, staging, over } = preparing;
  const summarise = () => summariseApiRun(state, parts.identity);
  const { clock } = parts.ports;
  return {
    ...{ state, settings, dataset, staging, journal },
    ports: parts.ports,
    policy: { ...DEFAULT_RETRY_POLICY, maximumAttempts: settings.maxAttempts },
    identity: parts.identity,
    userAgent: parts.userAgent,
    headers: request.headers,
    cancel: request.cancel ?? new AbortController().signal,
    park: request.signal,
    onEvent: createTeller({ clock, onChange: request.onChange?.bind(request), summarise, over }),
  };
}

const STATUS = { RUNNING: 'parked', COMPLETED: 'success', FAILED: 'error', CANCELED: 'cancelled' } as const;

function describe(state: ApiRunState, settings: ApiSettings, durationMs: number): ApiIngestionResult {
  return {
    runId: state.runId,
    journal: `runs/${state.runId}/journal.jsonl`,
    settings,
    status: STATUS[state.status],
    failure: state.failure,
    result: state.result,
    startedAt: state.startedAt,
    durationMs,
  };
}
