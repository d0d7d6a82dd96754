import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Often enough to fall into the activity that follows, seldom enough to disturb none. */
const LOOK_MS = 50;

/** Pulls a command's plug when the run that it begins in `folder` has so many results. Made before the command is. */
export async function createUnplug(folder: string, after: number): Promise<(child: ChildProcess) => Promise<void>> {
  const runs = path.join(folder, '.ingestion-workshop', 'runs');
  const list = (): Promise<string[]> => readdir(runs).catch(() => []);
  const known = await list();
  return async child => {
    while (child.exitCode === null && child.signalCode === null) {
      await setTimeout(LOOK_MS);
      const begun = (await list()).find(name => !known.includes(name));
      if (begun && (await countResults(path.join(runs, begun, 'journal.jsonl'))) >= after) child.kill('SIGKILL');
    }
  };
}

/** Not there yet: none. */
const countResults = async (journal: string): Promise<number> =>
  (await readFile(journal, 'utf8').catch(() => '')).split('"ActivityTaskCompleted"').length - 1;
