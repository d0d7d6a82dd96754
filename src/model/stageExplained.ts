import type { KeyParts } from './event.ts';
import type { RunState } from './runState.ts';
import { STAGES, type Stage } from './stage.ts';
import { findEarlier, whyAgain, type WhyAgain } from './whyAgain.ts';

/** What is known of a stage of a Source beside its events: what it was made from, what it gave, what was there before. */
export interface StageExplained {
  readonly stage: Stage;
  readonly key: KeyParts;
  /** Relative to the work folder. */
  readonly artifact: string | null;
  /** null as long as nobody knows. */
  readonly why: WhyAgain | null;
  /** The newest earlier result for the same Source and stage. */
  readonly earlier: { readonly runId: string; readonly startedAt: string } | null;
}

/** `earlier` are the runs before this one, newest first. */
export function explainStages(state: RunState, uri: string, earlier: readonly RunState[]): readonly StageExplained[] {
  const source = state.byUri.get(uri);
  return STAGES.flatMap((stage): StageExplained[] => {
    const activity = source?.activities.get(stage);
    if (!source || !activity) return [];
    const before = findEarlier(uri, stage, earlier);
    const { key, artifact } = activity;
    const why = whyAgain({ state, source, activity }, before) ?? null;
    const run = before.result?.state;
    return [{ stage, key, artifact, why, earlier: run ? { runId: run.runId, startedAt: run.startedAt } : null }];
  });
}
