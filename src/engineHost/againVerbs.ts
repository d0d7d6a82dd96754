import type { RunsFollower } from '../adapters/runs/followRuns.ts';
import { changeSetting, stageSettings } from '../engine/changeSetting.ts';
import type { RunOptions } from '../model/event.ts';
import { resolveHeaders } from '../model/headers.ts';
import { fail, toProblem } from '../model/problem.ts';
import type { RunState } from '../model/runState.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import type { LaunchedRuns } from './launchedRuns.ts';

type AgainVerbs = Pick<Handlers<EngineVerbs>, 'stageSettings' | 'checkSetting' | 'runAgain'>;

/** A run again, but for one setting. */
export function createAgainVerbs({ hold }: Pick<HeldFolders, 'hold'>, launched: LaunchedRuns): AgainVerbs {
  return {
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
  };
}

export function stateOf(follower: RunsFollower, runId: string): RunState {
  const state = follower.state(runId);
  if (!state) throw fail('usage', 'run_unknown', { run: runId });
  return state;
}
