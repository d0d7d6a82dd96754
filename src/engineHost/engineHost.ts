import path from 'node:path';
import { openWorkFolder } from '../adapters/compose.ts';
import { startPracticeSite, type PracticeSite } from '../adapters/practiceSite.ts';
import { followRuns } from '../adapters/runs/followRuns.ts';
import { clearWorkFolder, restoreWorkFolder } from '../adapters/workFolderBackup.ts';
import type { Log } from '../engine/ports.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import { createInputVerbs } from './inputVerbs.ts';
import { createRunVerbs, type Held } from './runVerbs.ts';

export interface EngineHost {
  readonly handlers: Handlers<EngineVerbs>;
  /** Parks what runs and lets everything go. */
  close(): Promise<void>;
}

/** The engine's verbs, answered for the extension. `tell` is asked for late: the peer is made with these handlers. */
export function createEngineHost(tell: () => Tells<GuestVerbs>): EngineHost {
  const held = new Map<string, Promise<Held>>();
  let site: PracticeSite | undefined;

  const log: Log = {
    write(level, code, fields = {}) {
      const entries = Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : String(value),
      ]);
      tell().log({ level, code, params: Object.fromEntries(entries) });
    },
  };

  function hold(workDir: string): Promise<Held> {
    const holding = held.get(workDir) ?? open(workDir);
    held.set(workDir, holding);
    holding.catch(() => held.delete(workDir));
    return holding;
  }

  async function open(workDir: string): Promise<Held> {
    const folder = await openWorkFolder({ workDir, log, workerFile: __filename });
    const follower = await followRuns(workDir, {
      onRuns: runs => tell().runsChanged({ workDir, runs }),
      onSources: (runId, sources) => tell().sourcesChanged({ workDir, runId, sources }),
      onEnded: run => tell().runEnded({ workDir, run }),
      onProblem: (runId, problem) =>
        tell().log({ level: 'error', code: problem.code, params: { run: runId, ...problem.params }, problem }),
    });
    return { folder, follower };
  }

  async function letGo(workDir: string): Promise<void> {
    const holding = held.get(workDir);
    held.delete(workDir);
    const known = await holding?.catch(() => undefined);
    known?.follower.close();
    await known?.folder.close();
  }

  const runs = createRunVerbs({ hold, tell });

  /** Nobody may be writing while the folder is moved away. */
  async function whileIdle<T>(workDir: string, act: () => Promise<T>): Promise<T> {
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
  }

  return {
    handlers: {
      hello: () => ({ node: process.versions.node, sqlite: 'sqlite' in process.versions }),
      ...createInputVerbs(),
      ...runs.verbs,
      clearWorkFolder: ({ workDir }) =>
        whileIdle(workDir, async () => ({ backup: await clearWorkFolder(workDir, new Date()) })),
      restoreWorkFolder: ({ workDir, backup }) =>
        whileIdle(workDir, () => restoreWorkFolder(workDir, backup, new Date())),
      async startPracticeSite({ port }) {
        site ??= await startPracticeSite({ contentDir: path.join(__dirname, '..', 'workshop', 'practice-site'), port });
        return { url: site.url };
      },
      async stopPracticeSite() {
        await site?.close();
        site = undefined;
      },
    },
    async close() {
      await runs.park();
      await site?.close();
      await Promise.all([...held.keys()].map(letGo));
    },
  };
}
