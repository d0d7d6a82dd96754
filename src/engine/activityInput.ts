import type { KeyParts } from '../model/event.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { activityKey, canonicalJson, stageConfig } from '../model/key.ts';
import { learnerKeyConfig } from './learner/learnerConfig.ts';
import { fail, toProblem } from '../model/problem.ts';
import type { ActivityState, SourceState } from '../model/runState.ts';
import { STAGES, type Stage } from '../model/stage.ts';
import type { Execution } from './execution.ts';

/** A stage, and what is known of its Source: what earlier stages of the run wrote of it. */
export interface StageInput {
  readonly source: Pick<SourceState, 'source'> & {
    readonly activities: ReadonlyMap<Stage, Pick<ActivityState, 'artifact' | 'sha256'>>;
  };
  readonly stage: Stage;
}

/** The file that a stage works on, the most refined that there is; undefined where it asks the network. */
function inputPath(source: StageInput['source'], stage: Stage): string | undefined {
  const { raw_file_path, converted_md_path, chunking_file_path } = source.source;
  switch (stage) {
    case 'CRAWLING':
    case 'SCRAPING':
      return undefined;
    case 'CONVERTION':
      return raw_file_path ?? undefined;
    case 'CHUNKING':
      return converted_md_path ?? undefined;
    case 'INDEXING':
      return chunking_file_path ?? converted_md_path ?? raw_file_path ?? undefined;
  }
}

/** Which of this run's activities wrote the file; none when INPUT named it. */
const writerOf = (source: StageInput['source'], path: string) =>
  [...source.activities.values()].find(activity => activity.artifact === path);

export async function readStageInput(
  run: { readonly ports: Pick<Execution['ports'], 'artifacts' | 'hash'> },
  { source, stage }: StageInput,
): Promise<Uint8Array> {
  const path = inputPath(source, stage);
  if (path === undefined) throw fail('config', 'no_input_for_stage', { stage, uri: source.source.uri });
  const writer = writerOf(source, path);
  if (!writer) return run.ports.artifacts.readInput(path);
  const bytes = await run.ports.artifacts.read(path).catch((error: unknown) => {
    throw toProblem(error).code === 'file_missing' ? fail('data', 'artifact_missing', { path }, error) : error;
  });
  // The key names what the earlier stage wrote: another file's result under it would be reused for ever.
  if (run.ports.hash.sha256(bytes) !== writer.sha256) throw fail('data', 'artifact_changed', { path });
  return bytes;
}

/** The sha256 of what the stage works on: an artifact's is known from its event, a file of INPUT is read. */
async function inputHash(run: Pick<Execution, 'ports'>, task: StageInput): Promise<string> {
  const path = inputPath(task.source, task.stage);
  if (path === undefined) return run.ports.hash.sha256(task.source.source.uri);
  const known = writerOf(task.source, path)?.sha256;
  if (known) return known;
  // A file that cannot be read has no hash; the activity itself will say why, and who must act.
  return run.ports.artifacts.readInput(path).then(run.ports.hash.sha256, () => 'unreadable');
}

export async function keyOf(
  run: Pick<Execution, 'ports' | 'codeVersions'> & { readonly input: IngestionWorkflowInput },
  task: StageInput,
): Promise<KeyParts> {
  const { sha256 } = run.ports.hash;
  const isOwn = Boolean(run.input.stages_config?.[task.stage]?.implementation);
  const configOf = isOwn ? learnerKeyConfig : stageConfig;
  const config = canonicalJson(configOf(task.stage, run.input, task.source.source));
  const input = await inputHash(run, task);
  return activityKey({ stage: task.stage, code: run.codeVersions[task.stage], config: sha256(config), input }, sha256);
}

/** Later stages' files no longer belong to what an earlier stage makes anew. */
export function clearLaterStages(source: SourceState['source'], stage: Stage): SourceState['source'] {
  const at = STAGES.indexOf(stage);
  return {
    ...source,
    ...(at < STAGES.indexOf('SCRAPING') ? { raw_file_path: null } : {}),
    ...(at < STAGES.indexOf('CONVERTION') ? { converted_md_path: null } : {}),
    ...(at < STAGES.indexOf('CHUNKING') ? { chunking_file_path: null } : {}),
  };
}
