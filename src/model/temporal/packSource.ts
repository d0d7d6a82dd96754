import { artifactName, fileOf } from '../artifactName.ts';
import type { Source } from '../generated/types.ts';
import type { ActivityState, SourceState } from '../runState.ts';
import { STAGES, type Stage } from '../stage.ts';
import type { CarriedDone, CarriedSource, CarriedStage } from './call.ts';
import { WORK_FOLDER } from './wirePaths.ts';

/** Where a stage's artifact stands on its Source. */
const FIELDS: Readonly<Partial<Record<Stage, 'raw_file_path' | 'converted_md_path' | 'chunking_file_path'>>> = {
  SCRAPING: 'raw_file_path',
  CONVERTION: 'converted_md_path',
  CHUNKING: 'chunking_file_path',
};

type Packed = Pick<CarriedSource, 'files' | 'now' | 'without' | 'stages'>;
type Known = Pick<SourceState, 'admitted' | 'activities'>;

/** What is recorded of a Source, without what follows from it: a state is to be carried in few payloads. */
export function packSource({ admitted, source, activities }: SourceState, runId: string): Packed {
  const files = packFiles(runId, admitted.uri, activities);
  const pathOf = usualPath(runId, admitted.uri, files);
  const stages = [...activities.values()].flatMap(activity => {
    const packed = packStage(activity, pathOf(activity.stage));
    return packed === undefined ? [] : [[activity.stage, packed] as const];
  });
  const expected = expectSource(admitted, artifactsOf(activities));
  const now = Object.entries(source).filter(([name, value]) => !isSame(expected[name], value));
  const without = Object.keys(expected).filter(name => source[name] === undefined && expected[name] !== undefined);
  return {
    ...(files === undefined ? {} : { files }),
    ...(now.length > 0 ? { now: Object.fromEntries(now) } : {}),
    ...(without.length > 0 ? { without } : {}),
    stages: Object.fromEntries(stages),
  };
}

/** As it stands, for who knows it as it was admitted, and what it had done before. */
export function unpackSource({ admitted, activities }: Known, carried: CarriedSource, runId: string): Source {
  const artifacts = artifactsOf(activities);
  for (const [stage, result] of unpackStages(admitted.uri, carried, runId))
    if ('done' in result && !artifacts.has(stage)) artifacts.set(stage, result.done.artifact);
  const source: Source = { ...expectSource(admitted, artifacts), ...carried.now };
  for (const name of carried.without ?? []) delete source[name];
  return source;
}

export type Unpacked = { readonly attempt: number } & (
  | { readonly done: Omit<CarriedDone, 'artifact' | 'sha256'> & Pick<ActivityState, 'artifact' | 'sha256'> }
  | { readonly failure: NonNullable<ActivityState['failure']> }
  | { readonly canceled: true }
);

/** In the order of stages. */
export function unpackStages(uri: string, { files, stages }: CarriedSource, runId: string): [Stage, Unpacked][] {
  const pathOf = usualPath(runId, uri, files);
  const unpacked: [Stage, Unpacked][] = [];
  for (const stage of STAGES) {
    const packed = stages[stage];
    if (packed !== undefined) unpacked.push([stage, unpackStage(packed, pathOf(stage))]);
  }
  return unpacked;
}

function unpackStage(packed: CarriedStage, usual: string | null): Unpacked {
  if (packed === null) return { attempt: 1, done: { artifact: null, sha256: null } };
  if (typeof packed === 'string') return { attempt: 1, done: { artifact: usual, sha256: packed } };
  const { attempt = 1, ...result } = packed;
  if ('failure' in result || 'canceled' in result) return { attempt, ...result };
  return { attempt, done: { artifact: usual, sha256: null, ...result } };
}

function packStage(activity: ActivityState, usual: string | null): CarriedStage | undefined {
  const { failure } = activity;
  const attempt = activity.attempt === 1 ? {} : { attempt: activity.attempt };
  if (activity.status === 'CANCELED') return { ...attempt, canceled: true };
  if (activity.status === 'FAILED') return failure && { ...attempt, failure };
  if (activity.status !== 'COMPLETED') return undefined;
  const { artifact, sha256 } = activity;
  const more = { ...attempt, ...moreOf(activity) };
  const hasMore = Object.keys(more).length > 0;
  if (!hasMore && artifact === null && sha256 === null) return null;
  if (!hasMore && artifact === usual && sha256 !== null) return sha256;
  return { ...more, ...(artifact === usual ? {} : { artifact }), ...(sha256 === null ? {} : { sha256 }) };
}

const moreOf = ({ chunks, embedding, refused, skipped, reused }: ActivityState): CarriedDone => ({
  ...(chunks === undefined ? {} : { chunks }),
  ...(embedding ? { embedding } : {}),
  ...(refused ? { refused } : {}),
  ...(skipped ? { skipped } : {}),
  ...(reused ? { reused } : {}),
});

const artifactsOf = (activities: SourceState['activities']): Map<Stage, string | null> =>
  new Map([...activities.values()].flatMap(one => (one.status === 'COMPLETED' ? [[one.stage, one.artifact]] : [])));

/** What our stages make of a Source, but for what they read on its page. */
function expectSource(admitted: Source, artifacts: ReadonlyMap<Stage, string | null>): Source {
  const last = STAGES.findLast(stage => artifacts.has(stage));
  if (last === undefined) return admitted;
  const expected: Source = { ...admitted };
  for (const stage of STAGES) {
    const field = FIELDS[stage];
    // What an earlier stage does anew makes old what later ones have left.
    const isKnown = artifacts.has(stage) || STAGES.indexOf(stage) > STAGES.indexOf(last);
    if (field && isKnown) expected[field] = artifacts.get(stage) ?? null;
  }
  return { ...expected, current_stage: last, current_status: 'COMPLETED', error: null };
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

const folderOf = (runId: string): string => `${WORK_FOLDER}/runs/${runId}`;
const DIGITS = /^[0-9a-f]{8}$/;

/** The file that a stage leaves, by what `packFiles` tells; null: none that is usual. */
function usualPath(runId: string, uri: string, files: string | undefined): (stage: Stage) => string | null {
  if (files === undefined) return () => null;
  const cut = files.lastIndexOf('/');
  const folder = cut < 0 ? folderOf(runId) : files.slice(0, cut);
  const name = DIGITS.test(files) ? artifactName(uri, () => files) : files.slice(cut + 1);
  return stage => (stage === 'INDEXING' ? null : `${folder}/${fileOf(stage, name)}`);
}

/** The digits that end the name of its files, where the rest follows from its address; else more of them. */
function packFiles(runId: string, uri: string, activities: SourceState['activities']): string | undefined {
  for (const { stage, artifact } of activities.values()) {
    if (artifact === null || stage === 'INDEXING') continue;
    const [, folder = '', name = ''] = /^(?:(.*)\/)?[^/]+\/([^/]+)\.[a-z]+$/.exec(artifact) ?? [];
    const digits = name.slice(-8);
    for (const files of [digits, name, `${folder}/${name}`])
      if (usualPath(runId, uri, files)(stage) === artifact) return files;
  }
  return undefined;
}
