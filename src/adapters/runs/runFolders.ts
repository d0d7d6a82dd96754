import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunStore } from '../../engine/ports.ts';
import { isRunId } from '../../model/artifactName.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { openJournal, readJournal, type JournalContent } from './journalFile.ts';
import { describeOwner, lockOwner, takeLock } from './runLock.ts';

/** Runs as folders: `runs/<run_id>/journal.jsonl` and its lock beside the artifacts. */
export function createRunFolders(workDir: string): RunStore {
  const folder = (runId: string): string => {
    if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
    return path.join(workDir, 'runs', runId);
  };
  const journalFile = (runId: string) => path.join(folder(runId), 'journal.jsonl');
  const lockFile = (runId: string) => path.join(folder(runId), 'lock');

  async function content(runId: string): Promise<JournalContent> {
    try {
      return await readJournal(journalFile(runId));
    } catch (error) {
      if (isMissing(error)) return { events: [], soundBytes: 0, isTorn: false };
      throw fileProblem(error, journalFile(runId));
    }
  }

  async function lock(runId: string): Promise<() => Promise<void>> {
    try {
      await mkdir(folder(runId), { recursive: true });
      return await takeLock(lockFile(runId), { run: runId });
    } catch (error) {
      throw fileProblem(error, folder(runId));
    }
  }

  return {
    list: () => listRuns(path.join(workDir, 'runs')),
    async read(runId) {
      return (await content(runId)).events;
    },
    async owner(runId) {
      const owner = await lockOwner(lockFile(runId));
      return owner ? describeOwner(owner) : null;
    },
    async open(runId) {
      const unlock = await lock(runId);
      try {
        const { events, soundBytes, isTorn } = await content(runId);
        const journal = await openJournal(journalFile(runId), soundBytes);
        const release = () => journal.close().finally(unlock);
        return { events, isTorn, journal, release };
      } catch (error) {
        await unlock();
        throw fileProblem(error, journalFile(runId));
      }
    },
    async size(runId) {
      const files = await readdir(folder(runId), { recursive: true, withFileTypes: true });
      const sizes = files.filter(file => file.isFile()).map(file => stat(path.join(file.parentPath, file.name)));
      return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
    },
    remove: runId =>
      rm(folder(runId), { recursive: true }).catch((error: unknown) => {
        throw fileProblem(error, folder(runId));
      }),
  };
}

async function listRuns(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw fileProblem(error, folder);
  });
  return entries.filter(entry => entry.isDirectory() && isRunId(entry.name)).map(entry => entry.name);
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
