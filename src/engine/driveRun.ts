import { hostPort } from '../model/address.ts';
import { outcomeOf } from '../model/outcome.ts';
import { summariseRun } from '../model/describeRun.ts';
import type { EventBody } from '../model/event.ts';
import { toProblem } from '../model/problem.ts';
import { DEFAULT_RETRY_POLICY } from '../model/retry.ts';
import { foldRun, startRun, type RunState } from '../model/runState.ts';
import type { RunSettings } from './activity.ts';
import { createActivities } from './activities/index.ts';
import { createArtifactNames } from './artifactNames.ts';
import { describeResult } from './describeResult.ts';
import type { RunStore } from './ports.ts';
import { runWorkflow } from './runWorkflow.ts';
import { emit, type Execution } from './execution.ts';
import type { Drive, RunResult } from './workFolder.ts';
import { createTeller } from './tellRun.ts';
import type { WorkFolderParts } from './workFolderParts.ts';
import { writeYaml } from './writeYaml.ts';

type OpenRun = Awaited<ReturnType<RunStore['open']>>;
type Started = Extract<EventBody, { eventType: 'WorkflowExecutionStarted' }>;
type Reopened = Extract<EventBody, { eventType: 'WorkflowExecutionUnpaused' | 'WorkflowExecutionSignaled' }>;

/** Requests at a time to one host that is not this machine: enough to be quick, few enough to be a good guest. */
const PER_HOST = 2;
/** The index has one writer. */
const PER_STAGE = { INDEXING: 1 };
const HEARTBEAT_TIMEOUT_MS = 120_000;

/** Runs a new or reopened run until it ends or is parked, and gives its lock back whatever happens. */
export async function driveRun(
  parts: WorkFolderParts,
  opened: OpenRun,
  drive: Drive & { readonly runId: string; readonly first: Started | Reopened },
): Promise<RunResult> {
  const started = parts.ports.clock.now().getTime();
  try {
    const over = new AbortController();
    const run = prepare(parts, opened, { ...drive, over: over.signal });
    await opened.journal.flush();
    drive.onStart?.(drive.runId);
    try {
      await runWorkflow(run);
    } finally {
      over.abort();
      await writeList(run, parts);
    }
    drive.onChange?.(summariseRun(run.state, drive.signal.aborted ? null : parts.identity));
    return describeResult(run.state, parts.ports.clock.now().getTime() - started);
  } finally {
    await opened.release();
  }
}

function prepare(
  parts: WorkFolderParts,
  opened: OpenRun,
  drive: Drive & { readonly over: AbortSignal; readonly runId: string; readonly first: Started | Reopened },
): Execution {
  const { first } = drive;
  if (opened.isTorn) parts.ports.log.write('warn', 'journal_torn', { run: drive.runId });
  const eventTime = parts.ports.clock.now().toISOString();
  const opening = { eventId: 1, eventTime };
  const isNew = first.eventType === 'WorkflowExecutionStarted';
  const state = isNew ? startRun({ ...opening, ...first }) : foldRun(opened.events);
  if (!state) throw new Error('a run without a first event'); // `openWorkFolder` has looked.
  const ports = parts.portsFor(state.options);
  const settings = settingsOf(state, drive.headers);
  const summarise = () => summariseRun(state, parts.identity);
  const tell = createTeller({ ...drive, clock: ports.clock, summarise });
  const run: Execution = {
    state,
    ports,
    journal: opened.journal,
    activities: createActivities(ports, settings),
    settings,
    codeVersions: parts.codeVersions,
    policy: { ...DEFAULT_RETRY_POLICY, maximumAttempts: state.options.maximumAttempts },
    limits: { concurrency: state.options.concurrency, perHost: PER_HOST, perStage: PER_STAGE },
    heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS,
    identity: parts.identity,
    nameOf: createArtifactNames(state, ports.hash.sha256),
    cancel: drive.cancel ?? new AbortController().signal,
    park: drive.signal,
    onEvent: tell,
  };
  if (isNew) opened.journal.append({ ...opening, ...first });
  else emit(run, first);
  return run;
}

function settingsOf({ options, input }: RunState, headers: Readonly<Record<string, string>>): RunSettings {
  const hosts = input.sources.map(source => hostPort(source.uri)).filter(host => host !== undefined);
  return {
    requestTimeoutMs: options.requestTimeoutMs,
    maxPageBytes: options.maxPageBytes,
    userAgent: options.userAgent,
    headers,
    allowPrivateHosts: options.allowPrivateHosts,
    inputHosts: [...new Set(hosts)],
  };
}

/** For a person only, told in the log when it fails: it must not hide why a run stopped, nor that it went well. */
async function writeList({ state, ports }: Execution, parts: WorkFolderParts): Promise<void> {
  try {
    await ports.artifacts.write(`runs/${state.runId}/sources_db.yaml`, listSources(state, parts));
  } catch (error) {
    const { code, params } = toProblem(error);
    ports.log.write('warn', code, params);
  }
}

/** `sources_db.yaml`: all Sources in their latest state, for a person to read. */
function listSources(state: RunState, parts: Pick<WorkFolderParts, 'describe'>): string {
  const rows = state.sources.map(source => {
    const { status, reason, aliasOf, stage } = outcomeOf(state, source);
    const metadata = {
      ...source.source.metadata,
      ...(status === 'SKIPPED' || status === 'ALIAS' ? { outcome: status } : {}),
    };
    const error = reason ? parts.describe({ kind: 'data', ...reason, uri: source.source.uri }) : null;
    const current_status = status === 'SKIPPED' || status === 'ALIAS' ? 'ERROR' : status;
    return {
      ...source.source,
      current_stage: stage,
      current_status,
      error: aliasOf ? `duplicate of ${aliasOf}` : error,
      metadata,
    };
  });
  return writeYaml(rows);
}
