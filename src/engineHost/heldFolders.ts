import { version } from '../../package.json';
import { openWorkFolder } from '../adapters/compose.ts';
import type { ApiRuns } from '../engine/api/apiParts.ts';
import { followRuns, type RunsFollower, type RunsListener } from '../adapters/runs/followRuns.ts';
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
import type { TemporalBackEnd } from '../temporal/backEnd.ts';
import { joinFollowers } from './joinFollowers.ts';

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
  /** All that is known of a folder's runs, where somebody holds it. */
  opened(workDir: string): RunsFollower | undefined;
  /** The server that holds this run; null: its journal lies in the folder, or nobody knows it. */
  onServer(workDir: string, runId: string): Promise<TemporalBackEnd | null>;
  close(): Promise<void>;
}

export interface HeldFoldersOptions {
  tell(): Tells<GuestVerbs>;
  readonly log: Log;
  describe(problem: Problem): string;
  /** The server that a folder is connected to, if it is. */
  server(workDir: string): TemporalBackEnd | null;
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

export function createHeldFolders({ tell, log, describe, server }: HeldFoldersOptions): HeldFolders {
  const held = new Map<string, Promise<Held>>();
  const followers = new Map<string, RunsFollower>();

  function hold(workDir: string): Promise<Held> {
    const holding = held.get(workDir) ?? open(workDir);
    held.set(workDir, holding);
    holding.catch(() => held.delete(workDir));
    return holding;
  }

  async function open(workDir: string): Promise<Held> {
    const folder = await openWorkFolder({ workDir, log, describe });
    // The first look tells already: there is no follower of both yet.
    const both = () => followers.get(workDir);
    const local = await followRuns(workDir, tellRuns(workDir, tell, both));
    const follower: RunsFollower = joinFollowers(local, () => server(workDir)?.follower ?? null);
    followers.set(workDir, follower);
    let api: Promise<ApiRuns> | undefined;
    return {
      folder,
      follower,
      api: () => (api ??= openApi(workDir, log)),
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
    followers.delete(workDir);
    const known = await holding?.catch(() => undefined);
    await known?.close();
  }

  return {
    hold,
    opened: workDir => followers.get(workDir),
    async onServer(workDir, runId) {
      const { follower } = await hold(workDir);
      const run = follower.summaries().find(known => known.runId === runId);
      return run?.backEnd === 'temporal' ? server(workDir) : null;
    },
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

const openApi = async (workDir: string, log: Log): Promise<ApiRuns> =>
  (await import('../adapters/composeApi.ts')).openApiRuns({ workDir, userAgent, log });

/** Whatever one of the two back ends has to say is told of all: a list has the runs of both. */
export function tellRuns(
  workDir: string,
  tell: () => Tells<GuestVerbs>,
  follower: () => RunsFollower | undefined,
): RunsListener {
  return {
    onRuns: runs => tell().runsChanged({ workDir, runs: follower()?.summaries() ?? runs }),
    onSources: (runId, sources) => {
      const all = follower();
      tell().sourcesChanged({ workDir, runId, sources: all ? explainSources(all, runId, sources) : sources });
    },
    onEnded: run => tell().runEnded({ workDir, run }),
    onProblem: (_runId, problem) => tell().log({ level: 'error', code: problem.code, params: problem.params, problem }),
  };
}
