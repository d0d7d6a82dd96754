import path from 'node:path';
import type { Artifacts } from '../../engine/ports.ts';
import type { WorkFolder } from '../../engine/workFolder.ts';
import type { ArtifactText, CheckWorld } from '../../engine/workshop/workshopPorts.ts';
import { indexingTarget } from '../../model/collection.ts';
import { foldRun } from '../../model/runState.ts';
import type { RunSummary } from '../../model/view.ts';

export interface CheckWorldParts extends Pick<CheckWorld, 'rows' | 'trial' | 'countTokens' | 'cli'> {
  /** The learner's, absolute. */
  readonly folder: string;
  readonly work: Pick<WorkFolder, 'workDir' | 'runs' | 'history' | 'search'>;
  readonly artifacts: Pick<Artifacts, 'read'>;
}

/**
 * What checks look at, in a learner's folder. Each question reads the newest journal anew: a learner runs, looks, and
 * runs again. A run whose history a Temporal server keeps has none here and is not looked at.
 */
export function createCheckWorld({ folder, work, artifacts, ...parts }: CheckWorldParts): CheckWorld {
  const shownPath = (name: string): string =>
    path.relative(folder, path.join(work.workDir, name)).replaceAll(path.sep, '/');

  async function newest(isOne = (_: Pick<RunSummary, 'workflowType' | 'inputFile'>): boolean => true) {
    const run = (await work.runs()).find(isOne);
    return run ? { runId: run.runId, ...(await work.history(run.runId)) } : null;
  }

  /** A run names its input as whoever started it did. */
  const isFile = (named: string | null, input: string): boolean =>
    named !== null && path.resolve(folder, named) === path.resolve(folder, input);

  return {
    ...parts,
    async artifacts(stage) {
      const run = await newest();
      if (!run) return null;
      const found: ArtifactText[] = [];
      for (const { source, activities } of foldRun(run.events)?.sources ?? []) {
        const name = activities.get(stage)?.artifact;
        if (!name) continue;
        const text = new TextDecoder().decode(await artifacts.read(name));
        found.push({ uri: source.uri, path: shownPath(name), text });
      }
      return found;
    },
    async events(input) {
      const run = await newest(({ inputFile }) => !input || isFile(inputFile, input));
      return run && { path: shownPath(`runs/${run.runId}/journal.jsonl`), events: run.events };
    },
    async search(question, k) {
      const run = await newest(({ workflowType }) => workflowType === 'IngestionWorkflow');
      const input = run?.started.workflowType === 'IngestionWorkflow' ? run.started.input : {};
      const { collection, databaseUri } = indexingTarget(input);
      const { model, results } = await work.search({ question, collection, databaseUri, k });
      return model === null ? null : results.map(({ uri, text, score }) => ({ uri, text, score }));
    },
  };
}
