import { version } from '../../package.json';
import { openWorkFolder } from '../adapters/compose.ts';
import type { ApiRuns } from '../engine/api/apiParts.ts';
import { followRuns, type RunsFollower } from '../adapters/runs/followRuns.ts';
import type { Log } from '../engine/ports.ts';
import type { WorkFolder } from '../engine/workFolder.ts';
import { indexingTarget, type IndexingTarget } from '../model/collection.ts';
import { explainSource } from '../model/describeRun.ts';
import { fail, type Problem } from '../model/problem.ts';
import { runDefaults } from '../model/runDefaults.ts';
import type { RunState } from '../model/runState.ts';
import type { SourceView } from '../model/view.ts';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Tells } from '../protocol/peer.ts';

/** A work folder as this process holds it: its verbs, and the tail of its journals. */
export interface Held {
  readonly folder: WorkFolder;
  readonly follower: RunsFollower;
  /** Its ingestions from APIs, opened on first use. */
  api(): Promise<ApiRuns>;
  close(): Promise<void>;
}

export interface HeldFolders {
  /** Opened on first use, by an absolute path. */
  hold(workDir: string): Promise<Held>;
  /** Closes the folder, acts while nobody holds it, and opens it again. Usage `busy` while a run is on. */
  whileIdle<T>(workDir: string, act: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface HeldFoldersOptions {
  tell(): Tells<GuestVerbs>;
  readonly log: Log;
  describe(problem: Problem): string;
}

/** With why their stages ran again, as the runs before this one tell. */
export function explainSources(
  follower: RunsFollower,
  runId: string,
  sources: readonly SourceView[],
): readonly SourceView[] {
  const state = follower.state(runId);
  if (!state) return sources;
  const earlier = runsBefore(follower, runId);
  return sources.map(source => explainSource(state, source, earlier));
}

/** The index that the newest run writes to. From the tail that is held anyway: no journal is read for it. */
export function newestTarget({ follower }: Pick<Held, 'follower'>): IndexingTarget {
  const [newest] = follower.summaries();
  return indexingTarget((newest && follower.input(newest.runId)) ?? {});
}

/** Newest first. */
export function runsBefore(follower: RunsFollower, runId: string): readonly RunState[] {
  const runs = follower.summaries();
  const before = runs.slice(runs.findIndex(run => run.runId === runId) + 1);
  return before.flatMap(run => follower.state(run.runId) ?? []);
}

export const { userAgent } = runDefaults(version);

export function createHeldFolders({ tell, log, describe }: HeldFoldersOptions): HeldFolders {
  const held = new Map<string, Promise<Held>>();

  function hold(workDir: string): Promise<Held> {
    const holding = held.get(workDir) ?? open(workDir);
    held.set(workDir, holding);
    holding.catch(() => held.delete(workDir));
    return holding;
  }

  async function open(workDir: string): Promise<Held> {
    const folder = await openWorkFolder({ workDir, log, describe });
    const follower: RunsFollower = await followRuns(workDir, {
      onRuns: runs => tell().runsChanged({ workDir, runs }),
      onSources: (runId, sources) =>
        tell().sourcesChanged({ workDir, runId, sources: explainSources(follower, runId, sources) }),
      onEnded: run => tell().runEnded({ workDir, run }),
      onProblem: (_runId, problem) =>
        tell().log({ level: 'error', code: problem.code, params: problem.params, problem }),
    });
    let api: Promise<ApiRuns> | undefined;
    const openApi = async () => (await import('../adapters/composeApi.ts')).openApiRuns({ workDir, userAgent, log });
    return {
      folder,
      follower,
      api: () => (api ??= openApi()),
      async close() {
        follower.close();
        (await api)?.close();
        await folder.close();
      },
    };
  }

  async function letGo(workDir: string): Promise<void> {
    const holding = held.get(workDir);
    held.delete(workDir);
    const known = await holding?.catch(() => undefined);
    await known?.close();
  }

  return {
    hold,
    async whileIdle(workDir, act) {
      const { follower } = await hold(workDir);
      await follower.refresh();
      const running = follower.summaries().find(run => run.status === 'RUNNING');
      if (running) throw fail('usage', 'busy', { run: running.runId, owner: running.owner ?? '' });
      await letGo(workDir);
      try {
        return await act();
      } finally {
        const { follower: anew } = await hold(workDir);
        tell().runsChanged({ workDir, runs: anew.summaries() });
      }
    },
    close: async () => void (await Promise.all([...held.keys()].map(letGo))),
  };
}
