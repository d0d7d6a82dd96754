import { isDatasetBackup, restoreDataset } from '../adapters/dataset/datasetBackup.ts';
import { takeLock } from '../adapters/runs/runLock.ts';
import { isRunBackup, moveRunsAway, restoreRuns } from '../adapters/runs/runBackup.ts';
import { clearWorkFolder, restoreWorkFolder } from '../adapters/workFolderBackup.ts';
import { namedBy } from '../model/namedBy.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { Held, HeldFolders } from './heldFolders.ts';

type BackupVerbs = Pick<Handlers<EngineVerbs>, 'clearWorkFolder' | 'restoreWorkFolder' | 'deleteRuns'>;

/** What is taken away is moved to a backup, and comes back from there. */
export function createBackupVerbs({ hold, whileIdle }: Pick<HeldFolders, 'hold' | 'whileIdle'>): BackupVerbs {
  return {
    clearWorkFolder: ({ workDir }) =>
      whileIdle(workDir, async () => ({ backup: await clearWorkFolder(workDir, new Date()) })),
    async restoreWorkFolder({ workDir, backup }) {
      if (isDatasetBackup(backup)) {
        await restoreDataset(workDir, backup, takeLock);
        return { restored: 'dataset' };
      }
      if (!isRunBackup(backup)) {
        await whileIdle(workDir, () => restoreWorkFolder(workDir, backup, new Date()));
        return { restored: 'folder' };
      }
      await restoreRuns(workDir, backup);
      await (await hold(workDir)).follower.refresh();
      return { restored: 'runs' };
    },
    async deleteRuns({ workDir, runIds }) {
      const { follower } = await hold(workDir);
      await follower.refresh();
      for (const runId of runIds) refuse(follower, runIds, runId);
      const backup = await moveRunsAway(workDir, runIds, new Date());
      await follower.refresh();
      return { backup };
    },
  };
}

/** One that runs, and one whose files another run works on. */
function refuse(follower: Held['follower'], leaving: readonly string[], runId: string): void {
  const runs = follower.summaries();
  const run = runs.find(one => one.runId === runId);
  if (run?.backEnd === 'temporal') throw fail('usage', 'run_not_deleted_remote', { run: runId });
  const owner = run?.owner ?? null;
  if (owner !== null) throw fail('usage', 'run_not_deleted_running', { run: runId, owner });
  const staying = runs.filter(one => !leaving.includes(one.runId)).flatMap(one => follower.state(one.runId) ?? []);
  const named = namedBy(runId, staying);
  if (named) throw fail('usage', 'run_not_deleted_named', { run: runId, by: named.run, path: named.path });
}
