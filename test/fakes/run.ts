import type { Activity, ActivityResult } from '../../src/engine/activity.ts';
import { createArtifactNames } from '../../src/engine/artifactNames.ts';
import type { Execution } from '../../src/engine/execution.ts';
import { runWorkflow } from '../../src/engine/runWorkflow.ts';
import type { Ports } from '../../src/engine/ports.ts';
import type { HistoryEvent, JournalEvent, RunOptions } from '../../src/model/event.ts';
import type { IngestionWorkflowInput, Source } from '../../src/model/generated/types.ts';
import { ProblemError } from '../../src/model/problem.ts';
import { DEFAULT_RETRY_POLICY } from '../../src/model/retry.ts';
import { foldRun, startRun, type RunState } from '../../src/model/runState.ts';
import { byStage, type Stage } from '../../src/model/stage.ts';
import { createFakePorts, fakeSettings } from './ports.ts';
import { createVirtualClock } from './virtualClock.ts';

/** As `createFakePorts`, with a clock whose sleeps take their turn. */
export const createRunPorts = () => createFakePorts({ clock: createVirtualClock() });

export const fakeOptions = (options: Partial<RunOptions> = {}): RunOptions => ({
  inputFile: null,
  currentFolder: '/',
  only: null,
  from: null,
  sources: [],
  concurrency: 2,
  maximumAttempts: 3,
  requestTimeoutMs: 1000,
  maxPageBytes: 1000,
  userAgent: 'test',
  headers: {},
  allowPrivateHosts: false,
  ...options,
});

const PATHS = { SCRAPING: 'raw_file_path', CONVERTION: 'converted_md_path', CHUNKING: 'chunking_file_path' } as const;

/** Writes `STAGE(what it read)` as its artifact, so that what depends on what can be read from the bytes. */
export function fakeActivity(stage: Stage): Activity {
  return async (context, source): Promise<ActivityResult> => {
    if (stage === 'CRAWLING' || stage === 'INDEXING') return { source };
    const input = stage === 'SCRAPING' ? source.uri : new TextDecoder().decode(await context.readInput());
    await context.ports.artifacts.write(context.artifactPath, `${stage}(${input})`);
    return { source: { ...source, [PATHS[stage]]: context.artifactPath } };
  };
}

export interface FakeRun {
  /** `run-1` if not said. */
  readonly runId?: string;
  readonly input?: Partial<IngestionWorkflowInput>;
  readonly options?: Partial<RunOptions>;
  readonly activities?: Partial<Record<Stage, Activity>>;
  readonly ports?: Ports;
  /** Events of an earlier try: the run is resumed. */
  readonly events?: readonly HistoryEvent[];
  readonly codeVersions?: Partial<Record<Stage, string>>;
  readonly cancel?: AbortSignal;
  readonly park?: AbortSignal;
  onEvent?(event: HistoryEvent): void;
  /** Instead of keeping the event: a journal that fails throws here. */
  append?(event: JournalEvent): void;
}

export interface FakeRunResult {
  readonly state: RunState;
  readonly events: readonly HistoryEvent[];
  /** `STAGE uri` for each activity that really ran, in order. */
  readonly ran: readonly string[];
}

/** A run in memory from its first event, or from those of an earlier try, to its end. */
export async function runInMemory(uris: readonly (string | Source)[], fake: FakeRun = {}): Promise<FakeRunResult> {
  const ports = fake.ports ?? createRunPorts();
  const events: HistoryEvent[] = [...(fake.events ?? [])];
  const ran: string[] = [];
  const state = foldRun(events) ?? begin(uris, fake, events);
  const activities = byStage<Activity>(stage => {
    const activity = fake.activities?.[stage] ?? fakeActivity(stage);
    return (context, source) => {
      ran.push(`${stage} ${source.uri}`);
      return activity(context, source);
    };
  });
  const run: Execution = {
    state,
    ports,
    journal: {
      append: fake.append ?? (event => void events.push(asWeb(event))),
      flush: async () => undefined,
      close: async () => undefined,
    },
    activities,
    settings: fakeSettings(),
    codeVersions: { ...byStage(() => '1'), ...fake.codeVersions },
    policy: { ...DEFAULT_RETRY_POLICY, maximumAttempts: state.options.maximumAttempts },
    limits: { concurrency: state.options.concurrency, perHost: 2 },
    heartbeatTimeoutMs: 60_000,
    identity: 'test',
    nameOf: createArtifactNames(state, ports.hash.sha256),
    cancel: fake.cancel ?? new AbortController().signal,
    park: fake.park ?? new AbortController().signal,
    onEvent: event => fake.onEvent?.(event),
  };
  await runWorkflow(run);
  return { state, events, ran };
}

// SAFETY: this run is of the web's workflow.
const asWeb = (event: JournalEvent): HistoryEvent => event as HistoryEvent;

/** The first line of a run's history. */
export const startedEvent = (uris: readonly (string | Source)[], fake: FakeRun = {}) =>
  ({
    eventId: 1,
    eventTime: '2026-11-21T09:00:00.000Z',
    eventType: 'WorkflowExecutionStarted',
    attributes: {
      workflowType: 'IngestionWorkflow',
      workflowId: fake.runId ?? 'run-1',
      input: { sources: uris.map(uri => (typeof uri === 'string' ? { uri } : uri)), ...fake.input },
      options: fakeOptions(fake.options),
      identity: 'test',
    },
  }) as const;

function begin(uris: readonly (string | Source)[], fake: FakeRun, events: HistoryEvent[]): RunState {
  const event = startedEvent(uris, fake);
  events.push(event);
  return startRun(event);
}

/** An activity that throws these, one a call, and then does what it should. */
export function failing(stage: Stage, ...failures: readonly unknown[]): Activity {
  const left = [...failures];
  const activity = fakeActivity(stage);
  return (context, source) => (left.length > 0 ? Promise.reject(left.shift()) : activity(context, source));
}

export const transient = (retryAfterMs?: number): ProblemError =>
  new ProblemError({ kind: 'transient', code: 'http_status', params: { status: 503 } }, { retryAfterMs });
