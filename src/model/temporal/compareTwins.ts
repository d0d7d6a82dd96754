import { outcomeOf } from '../outcome.ts';
import type { RunState, SourceState } from '../runState.ts';
import { titleOf } from '../source.ts';
import { STAGES, type Stage } from '../stage.ts';
import type { SourceOutcome } from '../view.ts';

/** `none`: neither run made one, which is no difference. */
export type ArtifactMatch = 'equal' | 'different' | 'missing' | 'none';

/** One activity of one Source in both runs. */
export interface TwinStage {
  readonly stage: Stage;
  /** Of the first run and of the second; 0: it did not begin. */
  readonly attempts: readonly [number, number];
  readonly sha256: readonly [string | null, string | null];
  readonly artifact: ArtifactMatch;
}

export interface TwinSource {
  readonly uri: string;
  readonly title: string | null;
  /** null: this run does not have the Source. */
  readonly outcomes: readonly [SourceOutcome | null, SourceOutcome | null];
  readonly stages: readonly TwinStage[];
  /** In outcome, attempts or artifacts; how long it took always does. */
  readonly differs: boolean;
}

/** The same input on two back ends. */
export interface TwinComparison {
  readonly artifacts: Readonly<Record<Exclude<ArtifactMatch, 'none'>, number>>;
  readonly sources: number;
  readonly differing: number;
  /** What differs first, then the rest, each in the order of discovery; at most `limit`. */
  readonly shown: readonly TwinSource[];
}

/** One pass over both: 1,000 Sources take milliseconds. */
export function compareTwins(one: RunState, other: RunState, limit: number): TwinComparison {
  const uris = new Set([...one.byUri.keys(), ...other.byUri.keys()]);
  const all = [...uris].map(uri => compareSource(uri, one, other));
  const count = (match: ArtifactMatch) =>
    all.reduce((sum, { stages }) => sum + stages.filter(({ artifact }) => artifact === match).length, 0);
  const differing = all.filter(({ differs }) => differs);
  const shown = [...differing, ...all.filter(({ differs }) => !differs)].slice(0, limit);
  const artifacts = { equal: count('equal'), different: count('different'), missing: count('missing') };
  return { artifacts, sources: all.length, differing: differing.length, shown };
}

function compareSource(uri: string, one: RunState, other: RunState): TwinSource {
  const [first, second] = [one.byUri.get(uri), other.byUri.get(uri)];
  const stages = STAGES.map(stage => compareStage(stage, first, second));
  const outcomes = [first && outcomeOf(one, first).status, second && outcomeOf(other, second).status] as const;
  const known = first ?? second;
  return {
    uri,
    title: known ? titleOf(known.source) : null,
    outcomes: [outcomes[0] ?? null, outcomes[1] ?? null],
    stages,
    differs: outcomes[0] !== outcomes[1] || stages.some(isDifferent),
  };
}

function compareStage(stage: Stage, first: SourceState | undefined, second: SourceState | undefined): TwinStage {
  const [one, other] = [first?.activities.get(stage), second?.activities.get(stage)];
  const [a, b] = [one?.sha256 ?? null, other?.sha256 ?? null];
  const artifact = a === b ? (a === null ? 'none' : 'equal') : a === null || b === null ? 'missing' : 'different';
  return { stage, attempts: [one?.attempt ?? 0, other?.attempt ?? 0], sha256: [a, b], artifact };
}

const isDifferent = ({ attempts: [one, other], artifact }: TwinStage): boolean =>
  one !== other || artifact === 'different' || artifact === 'missing';
