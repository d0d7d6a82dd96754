import type { RunCounts } from './event.ts';
import type { Params } from './problem.ts';
import type { ActivityState, RunState, SourceState } from './runState.ts';
import { STAGES, type Stage } from './stage.ts';
import type { SourceOutcome } from './view.ts';

export interface Outcome {
  readonly status: SourceOutcome;
  /** Where it ended, or stands; null before the first stage. */
  readonly stage: Stage | null;
  readonly reason: { readonly code: string; readonly params: Params } | null;
  readonly aliasOf: string | null;
}

/** How a Source stands, told from its activities alone. */
export function outcomeOf(state: RunState, source: SourceState): Outcome {
  if (source.sameAddressAs) return aliasOutcome(outcomeOf(state, source.sameAddressAs), source.sameAddressAs);
  const reached = [...source.activities.values()];
  const last = reached.at(-1);
  const stage = last?.stage ?? null;
  const at = (status: SourceOutcome, reason: Outcome['reason'] = null): Outcome => ({
    status,
    stage,
    reason,
    aliasOf: null,
  });
  if (!last) return pendingStages(source).length === 0 ? at('COMPLETED') : at('DISCOVERED');
  if (last.skipped) return at('SKIPPED', last.skipped);
  if (last.status === 'FAILED') return at('ERROR', last.failure ?? null);
  if (last.status === 'CANCELED') return at('ERROR', { code: 'canceled', params: {} });
  const twin = contentTwin(state, source);
  if (twin && isSettled(state, twin) && outcomeOf(state, twin).status === 'COMPLETED') {
    if (pendingStages(source).every(pending => pending === 'INDEXING'))
      return aliasOutcome(outcomeOf(state, twin), twin);
  }
  return at(pendingStages(source).length === 0 ? 'COMPLETED' : 'IN_PROGRESS');
}

function aliasOutcome(of: Outcome, twin: SourceState): Outcome {
  return of.status === 'COMPLETED' ? { ...of, status: 'ALIAS', aliasOf: twin.source.uri } : of;
}

/** An earlier Source with the same page or the same Markdown. The earliest counts, so that it is the same one each time. */
export function contentTwin(state: RunState, source: SourceState): SourceState | undefined {
  for (const stage of ['CONVERTION', 'SCRAPING'] as const) {
    const sha256 = source.activities.get(stage)?.sha256;
    const earliest = sha256 ? state.byContent.get(sha256) : undefined;
    if (earliest && earliest.index < source.index) return earliest;
  }
  return undefined;
}

/** Planned stages that are not completed, in order. */
export function pendingStages(source: SourceState): Stage[] {
  return STAGES.filter(stage => source.plan[stage] !== 'none' && source.activities.get(stage)?.status !== 'COMPLETED');
}

/** Nothing more will happen to this Source in this run. */
export function isSettled(state: RunState, source: SourceState): boolean {
  const { status } = outcomeOf(state, source);
  return status !== 'DISCOVERED' && status !== 'IN_PROGRESS';
}

export function countOutcomes(state: RunState): RunCounts & { readonly open: number } {
  const tally = { COMPLETED: 0, ERROR: 0, SKIPPED: 0, ALIAS: 0, DISCOVERED: 0, IN_PROGRESS: 0 };
  for (const source of state.sources) tally[outcomeOf(state, source).status] += 1;
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
