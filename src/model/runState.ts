import { addressKey } from './address.ts';
import { addUse, type EmbeddingUse, type RefusedChunk } from './embedding.ts';
import {
  isWebStart,
  type EventBody,
  type HistoryEvent,
  type JournalEvent,
  type KeyParts,
  type RunOptions,
  type WebStarted,
} from './event.ts';
import {
  applyExecution,
  isOfActivity,
  startAttempt,
  startWait,
  type Attempts,
  type ExecutionState,
} from './execution.ts';
import type { IngestionWorkflowInput, Source } from './generated/types.ts';
import { isLoopback } from './network.ts';
import { planSource, type Plan } from './plan.ts';
import type { Problem, Reason } from './problem.ts';
import { unreachable, type Stage } from './stage.ts';

export interface ActivityState extends Attempts {
  readonly stage: Stage;
  status: 'SCHEDULED' | 'STARTED' | 'WAITING' | 'COMPLETED' | 'FAILED' | 'CANCELED';
  key: KeyParts;
  failure?: Problem;
  artifact: string | null;
  sha256: string | null;
  chunks?: number;
  /** Of all its attempts. */
  embedding?: EmbeddingUse;
  refused?: readonly RefusedChunk[];
  skipped?: Reason;
  reused?: boolean;
  /** Starts that came to no end, because the process did. */
  interruptions: number;
}

export interface SourceState {
  /** Order of admission, from 0. */
  readonly index: number;
  /** Links followed from INPUT to here. */
  readonly level: number;
  /** As it came: its plan depends on what it brought along, which its stages then change. */
  readonly admitted: Source;
  source: Source;
  readonly plan: Plan;
  readonly activities: Map<Stage, ActivityState>;
  /** Whose patience its requests spend; null for this machine, to which none is owed. */
  readonly host: string | null;
  /** INPUT names this address already, spelt otherwise. */
  readonly sameAddressAs: SourceState | undefined;
  /** CRAWLING has links to read here. */
  readonly followsLinks: boolean;
  /** Links found by CRAWLING that wait for their level to close. */
  found: readonly Source[];
}

/** A run as its events tell it. Folding changes it in place: 100,000 events must load in a blink. */
export interface RunState extends ExecutionState {
  runId: string;
  input: IngestionWorkflowInput;
  options: RunOptions;
  startedAt: string;
  lastEventTime: string;
  cancelRequested: boolean;
  readonly sources: SourceState[];
  readonly byAddress: Map<string, SourceState>;
  readonly byUri: Map<string, SourceState>;
  /** sha256 of page or Markdown → the earliest Source that has it. */
  readonly byContent: Map<string, SourceState>;
  /** Sources whose links are still to be read: while there are any, nothing new is admitted (see `admitFound`). */
  openCrawls: number;
  /** Bytes of the pages fetched so far. */
  bytes: number;
  /** Links that crawling_config's limits kept out. */
  leftOut: number;
}

/** Undefined for the journal of another workflow. */
export function foldRun(events: Iterable<JournalEvent>): RunState | undefined {
  let state: RunState | undefined;
  for (const event of events) {
    if (isWebStart(event)) state = startRun(event);
    // SAFETY: all events of a journal are of the workflow that its first one names.
    else if (state) applyEvent(state, event as HistoryEvent);
  }
  return state;
}

export function startRun(event: WebStarted): RunState {
  const { workflowId, input, options } = event.attributes;
  const state: RunState = {
    runId: workflowId,
    status: 'RUNNING',
    input,
    options,
    lastEventId: event.eventId,
    startedAt: event.eventTime,
    lastEventTime: event.eventTime,
    endedAt: null,
    cancelRequested: false,
    failure: null,
    resumption: null,
    sources: [],
    byAddress: new Map(),
    byUri: new Map(),
    byContent: new Map(),
    openCrawls: 0,
    bytes: 0,
    leftOut: 0,
  };
  for (const source of input.sources) admit(state, source, 0);
  return state;
}

/** Adds a Source at the end of the order. */
export function admit(state: RunState, source: Source, level: number): void {
  const address = addressKey(source.uri);
  const sameAddressAs = state.byAddress.get(address);
  const plan = planSource(source, state.input, state.options);
  const sourceState: SourceState = {
    index: state.sources.length,
    level,
    admitted: source,
    source,
    plan,
    host: remoteHost(source.uri),
    activities: new Map(),
    sameAddressAs,
    followsLinks: !sameAddressAs && plan.CRAWLING !== 'none' && (source.max_depth ?? 0) > 0,
    found: [],
  };
  state.sources.push(sourceState);
  if (!sourceState.sameAddressAs) state.byAddress.set(address, sourceState);
  if (!state.byUri.has(source.uri)) state.byUri.set(source.uri, sourceState);
  if (sourceState.followsLinks) state.openCrawls += 1;
}

function remoteHost(uri: string): string | null {
  const host = URL.parse(uri)?.hostname;
  return host === undefined || isLoopback(host) ? null : host;
}

/**
 * Admits what CRAWLING found, level by level and in page order: whichever page answers first, a run admits the same
 * Sources in the same order. `--source` runs that Source alone.
 */
function admitFound(state: RunState): void {
  if (state.openCrawls > 0) return;
  for (const parent of state.sources.slice()) {
    for (const source of parent.found) {
      if (state.options.sources.length > 0 || state.byAddress.has(addressKey(source.uri))) continue;
      if (withinLimits(state)) admit(state, source, parent.level + 1);
      else state.leftOut += 1;
    }
    parent.found = [];
  }
}

function withinLimits(state: RunState): boolean {
  const limits = state.input.crawling_config ?? {};
  const seconds = (Date.parse(state.lastEventTime) - Date.parse(state.startedAt)) / 1000;
  return (
    state.sources.length < (limits.max_pages ?? Infinity) &&
    state.bytes < (limits.max_bytes ?? Infinity) &&
    seconds < (limits.max_seconds ?? Infinity)
  );
}

type ActivityEvent = Extract<EventBody, { attributes: { activityId: string } }>;

export function applyEvent(state: RunState, event: HistoryEvent): void {
  applyExecution(state, event);
  state.lastEventTime = event.eventTime;
  if (isOfActivity(event)) return applyActivityEvent(state, event);
  switch (event.eventType) {
    case 'WorkflowExecutionUnpaused':
      return reopen(state, wasStopped);
    case 'WorkflowExecutionSignaled':
      // A killed run has both: what failed, and what was in flight.
      return reopen(
        state,
        activity => activity.status === 'FAILED' || (!event.attributes.meanwhile && wasStopped(activity)),
      );
    case 'WorkflowExecutionCancelRequested':
      state.cancelRequested = true;
      return;
    default:
  }
}

/** By a crash, or by a person. */
const wasStopped = ({ status }: ActivityState): boolean => status === 'STARTED' || status === 'CANCELED';

/** Puts activities back to be started anew; their failures are forgiven, their attempts are not forgotten. */
function reopen(state: RunState, which: (activity: ActivityState) => boolean): void {
  state.cancelRequested = false;
  const tally = { kept: 0, reopened: 0 };
  for (const source of state.sources) {
    for (const activity of source.activities.values()) {
      if (activity.status === 'COMPLETED') tally.kept += 1;
      if (!which(activity)) continue;
      tally.reopened += 1;
      activity.reopened = true;
      if (activity.status === 'STARTED') activity.interruptions += 1;
      if (activity.status === 'FAILED') activity.failures = 0;
      if (activity.stage === 'CRAWLING' && activity.status !== 'STARTED' && source.followsLinks) state.openCrawls += 1;
      activity.status = 'SCHEDULED';
      delete activity.failure;
    }
  }
  state.resumption = { ...tally, again: 0 };
}

function applyActivityEvent(state: RunState, event: ActivityEvent & HistoryEvent): void {
  const { uri, activityType: stage } = event.attributes;
  const source = state.byUri.get(uri);
  if (!source) return;
  if (event.eventType === 'ActivityTaskScheduled') return schedule(source, stage, event.attributes);
  const activity = source.activities.get(stage);
  if (!activity) return;
  switch (event.eventType) {
    case 'ActivityTaskStarted':
      activity.status = 'STARTED';
      return startAttempt(activity, event.attributes.attempt, state.resumption);
    case 'ActivityTaskCompleted':
      return complete(state, source, { activity, attributes: event.attributes });
    case 'ActivityTaskFailed':
      activity.failures += 1;
      activity.failure = event.attributes.failure;
      spend(activity, event.attributes.embedding);
      activity.status = event.attributes.retryState === 'IN_PROGRESS' ? 'WAITING' : 'FAILED';
      if (activity.status === 'FAILED') closeCrawl(state, source, stage);
      return;
    case 'ActivityTaskCanceled':
      activity.status = 'CANCELED';
      closeCrawl(state, source, stage);
      return;
    case 'TimerStarted':
      return startWait(activity, event);
    case 'TimerFired':
      activity.status = 'SCHEDULED';
      delete activity.wait;
      return;
    default:
      return unreachable(event);
  }
}

function schedule({ activities }: SourceState, stage: Stage, { code, config, input, key }: KeyParts): void {
  // Scheduled anew when its code or its setting changed meanwhile: its attempts are not forgotten.
  const attempt = activities.get(stage)?.attempt ?? 0;
  const fresh = { attempt, failures: 0, interruptions: 0, artifact: null, sha256: null };
  activities.set(stage, { stage, status: 'SCHEDULED', key: { key, stage, code, config, input }, ...fresh });
}

function spend(activity: ActivityState, use: EmbeddingUse | undefined): void {
  const sum = addUse(activity.embedding, use);
  if (sum) activity.embedding = sum;
}

function closeCrawl(state: RunState, source: SourceState, stage: Stage): void {
  if (stage !== 'CRAWLING' || !source.followsLinks) return;
  state.openCrawls -= 1;
  admitFound(state);
}

function complete(
  state: RunState,
  source: SourceState,
  done: {
    readonly activity: ActivityState;
    readonly attributes: Extract<EventBody, { eventType: 'ActivityTaskCompleted' }>['attributes'];
  },
): void {
  const { activity, attributes } = done;
  activity.status = 'COMPLETED';
  activity.artifact = attributes.artifact;
  activity.sha256 = attributes.sha256;
  if (attributes.chunks !== undefined) activity.chunks = attributes.chunks;
  spend(activity, attributes.embedding);
  if (attributes.refused) activity.refused = attributes.refused;
  if (attributes.skipped) activity.skipped = attributes.skipped;
  if (attributes.reused) activity.reused = true;
  if (attributes.key) activity.key = attributes.key;
  delete activity.failure;
  source.source = attributes.source;
  source.found = attributes.discovered ?? source.found;
  state.bytes += attributes.bytes ?? 0;
  closeCrawl(state, source, activity.stage);
  if (!attributes.sha256 || (activity.stage !== 'SCRAPING' && activity.stage !== 'CONVERTION')) return;
  const earliest = state.byContent.get(attributes.sha256);
  if (!earliest || source.index < earliest.index) state.byContent.set(attributes.sha256, source);
}
