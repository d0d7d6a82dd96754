import { outcomeOf } from './outcome.ts';
import { viewSource } from './describeRun.ts';
import type { ChangedSetting } from './event.ts';
import type { Reason } from './problem.ts';
import type { ActivityState, RunState, SourceState } from './runState.ts';
import { titleOf } from './source.ts';
import { STAGES, type Stage } from './stage.ts';
import type { SourceOutcome, StageState } from './view.ts';
import { changedParts, changedSettings, type KeyPart } from './whyAgain.ts';

/** How one stage of one Source went in one of the two runs. */
export interface StageSide {
  readonly state: StageState;
  readonly sha256: string | null;
  readonly chunks: number | null;
  /** Why it failed or was left aside. */
  readonly reason: Reason | null;
}

export interface StageDifference {
  readonly stage: Stage;
  readonly before: StageSide;
  readonly after: StageSide;
  /** Which part of the key differs; empty where both had the same, or one did not come so far. */
  readonly parts: readonly KeyPart[];
  /** `same`: other reasons to run, the same bytes. `none`: at least one of them has no result. */
  readonly result: 'same' | 'different' | 'none';
}

export interface SourceDifference {
  readonly uri: string;
  readonly title: string | null;
  /** null: this run does not have the Source. */
  readonly before: SourceOutcome | null;
  readonly after: SourceOutcome | null;
  readonly reasonBefore: Reason | null;
  readonly reasonAfter: Reason | null;
  /** Only the stages that differ, in their order. */
  readonly stages: readonly StageDifference[];
}

export interface RunComparison {
  /** Settings of INPUT that stages depend on. */
  readonly settings: readonly ChangedSetting[];
  readonly counts: {
    readonly same: number;
    readonly different: number;
    readonly onlyBefore: number;
    readonly onlyAfter: number;
  };
  /** In the order of the later run, then those that only the earlier one has; at most `limit`. */
  readonly differences: readonly SourceDifference[];
}

/** Which Sources differ in which stage, and why. One pass over both: 1,000 Sources take milliseconds. */
export function compareRuns(before: RunState, after: RunState, limit = Infinity): RunComparison {
  const counts = { same: 0, different: 0, onlyBefore: 0, onlyAfter: 0 };
  const differences: SourceDifference[] = [];
  const keep = (difference: SourceDifference): void => {
    if (differences.length < limit) differences.push(difference);
  };
  for (const source of after.sources) {
    const twin = before.byUri.get(source.source.uri);
    const difference = compareSources(twin && { state: before, source: twin }, { state: after, source });
    if (!twin) counts.onlyAfter += 1;
    else counts[difference ? 'different' : 'same'] += 1;
    if (difference) keep(difference);
  }
  for (const source of before.sources) {
    if (after.byUri.has(source.source.uri)) continue;
    counts.onlyBefore += 1;
    const difference = compareSources({ state: before, source }, undefined);
    if (difference) keep(difference);
  }
  const settings = STAGES.flatMap(stage => changedSettings(stage, before.input, after.input));
  return { settings, counts, differences };
}

interface Placed {
  readonly state: RunState;
  readonly source: SourceState;
}

/** Undefined where nothing differs. */
function compareSources(before: Placed | undefined, after: Placed | undefined): SourceDifference | undefined {
  const [first, second] = [before && sidesOf(before), after && sidesOf(after)];
  const stages = before && after ? compareStages(before.source, after.source, { first, second }) : [];
  const isSame = first?.outcome === second?.outcome && sameReason(first?.reason, second?.reason) && stages.length === 0;
  const shown = after ?? before;
  if (isSame || !shown) return undefined;
  return {
    uri: shown.source.source.uri,
    title: titleOf(shown.source.source),
    before: first?.outcome ?? null,
    after: second?.outcome ?? null,
    reasonBefore: first?.reason ?? null,
    reasonAfter: second?.reason ?? null,
    stages,
  };
}

interface Sides {
  readonly outcome: SourceOutcome;
  readonly reason: Reason | null;
  readonly stages: readonly StageSide[];
}

function sidesOf({ state, source }: Placed): Sides {
  const { status, reason } = outcomeOf(state, source);
  const stages = viewSource(state, source).stages.map(({ stage, state: stands, chunks, problem }) => {
    const activity = source.activities.get(stage);
    return { state: stands, sha256: activity?.sha256 ?? null, chunks, reason: activity?.skipped ?? problem };
  });
  return { outcome: status, reason, stages };
}

function compareStages(
  before: SourceState,
  after: SourceState,
  { first, second }: { readonly first: Sides | undefined; readonly second: Sides | undefined },
): StageDifference[] {
  return STAGES.flatMap((stage, at) => {
    const [old, now] = [first?.stages[at], second?.stages[at]];
    if (!old || !now) return [];
    const [oldActivity, activity] = [before.activities.get(stage), after.activities.get(stage)];
    const parts = oldActivity && activity ? changedParts(oldActivity.key, activity.key) : [];
    const result = resultOf(oldActivity, activity);
    const isSame = parts.length === 0 && result !== 'different' && sameCourse(old, now);
    return isSame ? [] : [{ stage, before: old, after: now, parts, result }];
  });
}

function resultOf(before: ActivityState | undefined, after: ActivityState | undefined): StageDifference['result'] {
  if (before?.status !== 'COMPLETED' || after?.status !== 'COMPLETED') return 'none';
  if (before.skipped || after.skipped) return 'none';
  return before.sha256 === after.sha256 && before.chunks === after.chunks ? 'same' : 'different';
}

/** A result that was reused is as good as one that was made; whether a run was asked for a stage is the person's affair. */
const COURSE: Readonly<Partial<Record<StageState, StageState>>> = { REUSED: 'COMPLETED', NOT_ASKED: 'NOT_STARTED' };
const courseOf = ({ state }: StageSide): StageState => COURSE[state] ?? state;
const sameCourse = (before: StageSide, after: StageSide): boolean =>
  courseOf(before) === courseOf(after) && sameReason(before.reason, after.reason);

const sameReason = (before: Reason | null | undefined, after: Reason | null | undefined): boolean =>
  (before?.code ?? null) === (after?.code ?? null) &&
  JSON.stringify(before?.params ?? {}) === JSON.stringify(after?.params ?? {});
