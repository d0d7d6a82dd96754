import { outcomeOf, countOutcomes } from './outcome.ts';
import type { ActivityState, RunState, SourceState } from './runState.ts';
import { titleOf } from './source.ts';
import { STAGES, type Stage } from './stage.ts';
import type { RunSummary, SourceView, StageState, StageView } from './view.ts';
import { findEarlier, whyAgain, type WhyAgain } from './whyAgain.ts';

/** `owner` is who holds the run's lock now: without one, an unfinished run is PARKED. */
export function summariseRun(state: RunState, owner: string | null): RunSummary {
  const counted = countOutcomes(state);
  // Its outcome is ERROR (the wire has no other word), but it did not fail: it goes on when the run is resumed.
  const canceled = state.sources.filter(source => outcomeOf(state, source).reason?.code === 'canceled').length;
  const { open, ...counts } = { ...counted, error: counted.error - canceled, open: counted.open + canceled };
  return {
    runId: state.runId,
    workflowType: 'IngestionWorkflow',
    status: state.status !== 'RUNNING' ? state.status : owner ? 'RUNNING' : 'PARKED',
    startedAt: state.startedAt,
    endedAt: state.endedAt,
    counts,
    open,
    waiting: countActivities(state, 'WAITING'),
    inputFile: state.options.inputFile,
    owner: state.status === 'RUNNING' ? owner : null,
    failure: state.failure,
    results: countActivities(state, 'COMPLETED'),
    inFlight: state.status === 'RUNNING' ? countActivities(state, 'STARTED') : 0,
    resumed: state.resumption && { kept: state.resumption.kept, again: state.resumption.again },
    changed: state.options.changed ?? null,
    api: null,
  };
}

function countActivities({ sources }: RunState, asked: ActivityState['status']): number {
  let count = 0;
  for (const { activities } of sources) for (const { status } of activities.values()) if (status === asked) count += 1;
  return count;
}

/** Two of one millisecond stand by their ids, so that a list never turns over by itself. */
export const newestFirst = (runs: readonly RunSummary[]): RunSummary[] =>
  runs.toSorted((a, b) => compare(b.startedAt, a.startedAt) || compare(b.runId, a.runId));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function viewSource(state: RunState, source: SourceState): SourceView {
  const outcome = outcomeOf(state, source);
  return {
    uri: source.source.uri,
    title: titleOf(source.source),
    outcome: outcome.status,
    parentUri: source.source.parent_uri ?? null,
    reason: outcome.reason,
    aliasOf: outcome.aliasOf,
    stages: STAGES.map(stage => viewStage(source, stage)),
  };
}

/** Adds to each stage why it ran again; `earlier` are the runs before this one, newest first. */
export function explainSource(state: RunState, view: SourceView, earlier: readonly RunState[]): SourceView {
  const source = state.byUri.get(view.uri);
  if (!source) return view;
  const why = (stage: Stage): WhyAgain | null => {
    const activity = source.activities.get(stage);
    if (!activity) return null;
    return whyAgain({ state, source, activity }, findEarlier(view.uri, stage, earlier)) ?? null;
  };
  return { ...view, stages: view.stages.map(stage => ({ ...stage, why: why(stage.stage) })) };
}

function viewStage(source: SourceState, stage: Stage): StageView {
  const activity = source.activities.get(stage);
  const state = activity ? STATES[activity.status] : source.plan[stage] === 'none' ? 'NOT_ASKED' : 'NOT_STARTED';
  return {
    stage,
    state: activity?.skipped ? 'SKIPPED' : activity?.reused && state === 'COMPLETED' ? 'REUSED' : state,
    attempts: activity?.attempt ?? 0,
    retryAt: activity?.wait ? new Date(activity.wait.sinceMs + activity.wait.delayMs).toISOString() : null,
    problem: activity?.failure ?? null,
    artifact: activity?.artifact ?? null,
    chunks: activity?.chunks ?? null,
    embedding: activity?.embedding ?? null,
    refused: activity?.refused?.length ?? 0,
    interruptions: activity?.interruptions ?? 0,
    why: null,
  };
}

const STATES: Readonly<Record<ActivityState['status'], StageState>> = {
  SCHEDULED: 'SCHEDULED',
  STARTED: 'RUNNING',
  WAITING: 'WAITING',
  COMPLETED: 'COMPLETED',
  FAILED: 'ERROR',
  CANCELED: 'CANCELED',
};
