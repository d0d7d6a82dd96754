import { version } from '../../package.json';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResumeRequest } from '../engine/workFolder.ts';
import type { RunsFollower } from '../adapters/runs/followRuns.ts';
import { changeSetting, stageSettings } from '../engine/changeSetting.ts';
import { compareRuns } from '../model/compareRuns.ts';
import { headersOf, type RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { resolveHeaders } from '../model/headers.ts';
import { ProblemError, fail, toProblem } from '../model/problem.ts';
import type { RunState } from '../model/runState.ts';
import { runDefaults } from '../model/runDefaults.ts';
import type { RunSummary } from '../model/view.ts';
import type { EngineVerbs, IngestRequest } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { explainSources, type Held, type HeldFolders } from './heldFolders.ts';
import type { LaunchedRuns } from './launchedRuns.ts';
import { checkInputText } from './readInputFile.ts';

const DEFAULTS = runDefaults(version);

/** As many as a person reads; the figures count all. */
const DIFFERENCES = 500;

type RunVerbs = Pick<
  Handlers<EngineVerbs>,
  | 'watch'
  | 'sources'
  | 'ingest'
  | 'forecast'
  | 'resume'
  | 'cancel'
  | 'compareRuns'
  | 'stageSettings'
  | 'checkSetting'
  | 'runAgain'
>;

/** Starting, following and stopping runs. Screens are fed by the journals alone, so nothing here reports progress. */
export function createRunVerbs({ hold }: Pick<HeldFolders, 'hold'>, launched: LaunchedRuns): RunVerbs {
  return {
    watch: async ({ workDir }) => (await hold(workDir)).follower.summaries(),
    async sources({ workDir, runId }) {
      const { follower } = await hold(workDir);
      return explainSources(follower, runId, follower.sources(runId) ?? []);
    },
    async ingest(request) {
      const { folder } = await hold(request.workDir);
      const input = await readInputFile(request.file);
      return launched.launch(signals => folder.ingest({ input, options: optionsOf(request), headers: {}, ...signals }));
    },
    async forecast(request) {
      const { folder } = await hold(request.workDir);
      const input = await readInputFile(request.file);
      return folder.forecast({ input, options: optionsOf(request), pricedOnly: true });
    },
    async compareRuns({ workDir, before, after }) {
      const { follower } = await hold(workDir);
      return compareRuns(stateOf(follower, before), stateOf(follower, after), DIFFERENCES);
    },
    stageSettings: async ({ workDir, runId, stage }) => {
      const { follower } = await hold(workDir);
      return stageSettings(stage, stateOf(follower, runId).input);
    },
    async checkSetting({ workDir, runId, change }) {
      const { input } = stateOf((await hold(workDir)).follower, runId);
      try {
        changeSetting(input, change);
        return null;
      } catch (error) {
        return toProblem(error);
      }
    },
    async runAgain({ workDir, runId, uri, stage, change }) {
      const { folder, follower } = await hold(workDir);
      const { input: before, options: old } = stateOf(follower, runId);
      const { input, changed } = changeSetting(before, change);
      const options: RunOptions = { ...old, only: null, from: stage, sources: [uri], changed };
      const headers = resolveHeaders(options.headers, process.env);
      return launched.launch(signals => folder.ingest({ input, options, headers, ...signals }));
    },
    async resume({ workDir, runId, failed }) {
      const held = await hold(workDir);
      const { started } = await held.folder.history(runId);
      // Of a run that the command line began: the variables are the editor's, and one that it lacks is named.
      const headers = resolveHeaders(headersOf(started), process.env);
      const begun = await launched.launch(signals =>
        resumeAny(held, started.workflowType, { runId, failed, headers, ...signals }),
      );
      // Told before the answer: whoever waits for its end must not take how it stood before for the end.
      await held.follower.refresh();
      return begun;
    },
    async cancel({ workDir, runId }) {
      if (launched.cancel(runId)) return;
      const { follower } = await hold(workDir);
      const summary = follower.summaries().find(run => run.runId === runId);
      throw fail('usage', 'not_our_run', { run: runId, owner: summary?.owner ?? '' });
    },
  };
}

async function resumeAny(
  held: Held,
  workflowType: RunSummary['workflowType'],
  request: ResumeRequest,
): Promise<unknown> {
  switch (workflowType) {
    case 'IngestionWorkflow':
      return held.folder.resume(request);
    case 'ApiIngestionWorkflow':
      return (await held.api()).resume(request);
    case 'BackfillWorkflow':
      return (await held.api()).resumeBackfill(request);
  }
}

function stateOf(follower: RunsFollower, runId: string): RunState {
  const state = follower.state(runId);
  if (!state) throw fail('usage', 'run_unknown', { run: runId });
  return state;
}

async function readInputFile(file: string): Promise<IngestionWorkflowInput> {
  const { input, problems } = await checkInputText(file, await readFile(file, 'utf8'));
  if (input) return input;
  throw new ProblemError(problems[0] ?? { kind: 'config', code: 'input_empty', params: {}, file });
}

function optionsOf({ file, only, from, sources, concurrency }: IngestRequest): RunOptions {
  return {
    ...DEFAULTS,
    inputFile: file,
    currentFolder: path.dirname(file),
    only: only ?? null,
    from: from ?? null,
    sources: sources ?? [],
    concurrency: concurrency ?? DEFAULTS.concurrency,
  };
}
