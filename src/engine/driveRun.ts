import { hostPort } from '../model/address.ts';
import { summariseRun } from '../model/describeRun.ts';
import type { EventBody } from '../model/event.ts';
import { DEFAULT_RETRY_POLICY } from '../model/retry.ts';
import { byStage, type Stage } from '../model/stage.ts';
import { listSources } from '../model/listSources.ts';
import { foldRun, startRun, type RunState } from '../model/runState.ts';
import { runSettings, type RunSettings } from './activity.ts';
import { createActivities } from './activities/index.ts';
import { createArtifactNames } from './artifactNames.ts';
import { describeResult } from './describeResult.ts';
import type { Learner } from './learner/learner.ts';
import type { RunStore } from './ports.ts';
import { runWorkflow } from './runWorkflow.ts';
import { emit, type Execution } from './execution.ts';
import type { Drive, RunResult } from './workFolder.ts';
import { createTeller } from './tellRun.ts';
import type { WorkFolderParts } from './workFolderParts.ts';
import { writeSourcesList } from './writeSourcesList.ts';

type OpenRun = Awaited<ReturnType<RunStore['open']>>;
type Started = Extract<EventBody, { eventType: 'WorkflowExecutionStarted' }>;
type Reopened = Extract<EventBody, { eventType: 'WorkflowExecutionUnpaused' | 'WorkflowExecutionSignaled' }>;

/** Requests at a time to one host that is not this machine: enough to be quick, few enough to be a good guest. */
export const PER_HOST = 2;
/** The index has one writer. */
const PER_STAGE = { INDEXING: 1 };
export const HEARTBEAT_TIMEOUT_MS = 120_000;

interface Driving extends Drive {
  readonly runId: string;
  readonly first: Started | Reopened;
  /** The stages that a learner's own files do. */
  readonly learner: Learner;
}

/** Runs a new or reopened run until it ends or is parked, and gives its lock back whatever happens. */
export async function driveRun(parts: WorkFolderParts, opened: OpenRun, drive: Driving): Promise<RunResult> {
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
      await writeSourcesList(parts, run.state.runId, listSources(run.state));
    }
    drive.onChange?.(summariseRun(run.state, drive.signal.aborted ? null : parts.identity));
    return describeResult(run.state, parts.ports.clock.now().getTime() - started);
  } finally {
    await opened.release();
  }
}

function prepare(parts: WorkFolderParts, opened: OpenRun, drive: Driving & { readonly over: AbortSignal }): Execution {
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
    activities: createActivities(ports, settings, drive.learner),
    settings,
    codeVersions: codeVersionsOf(parts, drive.learner),
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

/** What a learner's file stands on is ours: its version counts, too. */
const codeVersionsOf = ({ codeVersions, ports }: WorkFolderParts, learner: Learner): Record<Stage, string> =>
  byStage(stage => {
    const own = learner.sha256(stage);
    return own ? ports.hash.sha256(`${codeVersions[stage]}\n${own}`) : codeVersions[stage];
  });

function settingsOf({ options, input }: RunState, headers: Readonly<Record<string, string>>): RunSettings {
  const hosts = input.sources.map(source => hostPort(source.uri)).filter(host => host !== undefined);
  return runSettings(options, { headers, inputHosts: [...new Set(hosts)] });
}
