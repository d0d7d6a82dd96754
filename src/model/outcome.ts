import type { RunCounts } from './event.ts';
import type { Reason } from './problem.ts';
import type { ActivityState, RunState, SourceState } from './runState.ts';
import { STAGES, type Stage } from './stage.ts';
import type { SourceOutcome } from './view.ts';

export interface Outcome {
  readonly status: SourceOutcome;
  /** Where it ended, or stands; null before the first stage. */
  readonly stage: Stage | null;
  readonly reason: Reason | null;
  readonly aliasOf: string | null;
}

/** Planned stages are done in order: the first that is not completed. */
export const nextStage = (source: SourceState): Stage | undefined =>
  STAGES.find(stage => source.plan[stage] !== 'none' && source.activities.get(stage)?.status !== 'COMPLETED');

const lastStage = ({ activities }: SourceState): Stage | undefined =>
  activities.size === 0 ? undefined : STAGES.findLast(stage => activities.has(stage));

/**
 * How a Source stands, in a word, told from its activities alone. Asked of every open Source at each decision, so it
 * makes nothing on the heap; `outcomeOf` says where and why.
 */
export function statusOf(state: RunState, source: SourceState): SourceOutcome {
  if (source.sameAddressAs) {
    const first = statusOf(state, source.sameAddressAs);
    return first === 'COMPLETED' ? 'ALIAS' : first;
  }
  const next = nextStage(source);
  const last = lastStage(source);
  if (!last) return next ? 'DISCOVERED' : 'COMPLETED';
  const activity = source.activities.get(last);
  if (activity?.skipped) return 'SKIPPED';
  if (activity?.status === 'FAILED' || activity?.status === 'CANCELED') return 'ERROR';
  // Once it is in the index itself it stays what it was told to be, even if its twin comes to an end later.
  const mayBeAlias = (next === undefined || next === 'INDEXING') && !isIndexed(source);
  const twin = mayBeAlias ? contentTwin(state, source) : undefined;
  if (twin && statusOf(state, twin) === 'COMPLETED') return 'ALIAS';
  return next ? 'IN_PROGRESS' : 'COMPLETED';
}

const isIndexed = (source: SourceState): boolean => source.activities.get('INDEXING')?.status === 'COMPLETED';

export function outcomeOf(state: RunState, source: SourceState): Outcome {
  const status = statusOf(state, source);
  const first = source.sameAddressAs ?? (status === 'ALIAS' ? contentTwin(state, source) : undefined);
  if (first) {
    const of = outcomeOf(state, first);
    return of.status === 'COMPLETED' ? { ...of, status: 'ALIAS', aliasOf: first.source.uri } : of;
  }
  const stage = lastStage(source) ?? null;
  return { status, stage, reason: status === 'ERROR' || status === 'SKIPPED' ? reasonOf(source) : null, aliasOf: null };
}

function reasonOf(source: SourceState): Outcome['reason'] {
  const stage = lastStage(source);
  const activity = stage && source.activities.get(stage);
  if (activity?.status === 'CANCELED') return { code: 'canceled', params: {} };
  return activity?.skipped ?? activity?.failure ?? null;
}

/** An earlier Source with the same page or the same Markdown. The earliest counts, so that it is the same one each time. */
export function contentTwin(state: RunState, source: SourceState): SourceState | undefined {
  return earlierWith(state, source, 'CONVERTION') ?? earlierWith(state, source, 'SCRAPING');
}

function earlierWith(state: RunState, source: SourceState, stage: Stage): SourceState | undefined {
  const sha256 = source.activities.get(stage)?.sha256;
  const earliest = sha256 ? state.byContent.get(sha256) : undefined;
  return earliest && earliest.index < source.index ? earliest : undefined;
}

/** Its twin is not through yet: what becomes of it says what becomes of this one. */
export function waitsForTwin(state: RunState, source: SourceState): boolean {
  const twin = contentTwin(state, source);
  return twin !== undefined && !isSettled(state, twin);
}

/** Nothing more will happen to this Source in this run. */
export function isSettled(state: RunState, source: SourceState): boolean {
  const status = statusOf(state, source);
  return status !== 'DISCOVERED' && status !== 'IN_PROGRESS';
}

export function countOutcomes(state: RunState): RunCounts & { readonly open: number } {
  const tally = { COMPLETED: 0, ERROR: 0, SKIPPED: 0, ALIAS: 0, DISCOVERED: 0, IN_PROGRESS: 0 };
  for (const source of state.sources) tally[statusOf(state, source)] += 1;
  return {
    discovered: state.sources.length,
    completed: tally.COMPLETED,
    error: tally.ERROR,
    skipped: tally.SKIPPED,
    alias: tally.ALIAS,
    open: tally.DISCOVERED + tally.IN_PROGRESS,
  };
}

export const attemptsOf = (activities: Iterable<ActivityState>): number =>
  Math.max(0, ...[...activities].map(activity => activity.attempt));
