import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunStore, ServerRun } from '../../engine/ports.ts';
import { isArtifactFolder, isRunId } from '../../model/artifactName.ts';
import type { JournalEvent } from '../../model/event.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import { makeFolder, nodeDisk, type Disk } from './disk.ts';
import { openJournal, readJournal, type JournalContent } from './journalFile.ts';
import { SERVER_RUN } from './serverRun.ts';
import { describeOwner, lockOwner, takeLock } from './runLock.ts';

export interface RunFoldersOptions {
  readonly disk?: Disk;
  readonly lock?: typeof takeLock;
}

/** Runs as folders: `runs/<run_id>/journal.jsonl` and its lock beside the artifacts. */
export function createRunFolders(
  workDir: string,
  { disk = nodeDisk, lock = takeLock }: RunFoldersOptions = {},
): RunStore {
  const folder = (runId: string): string => {
    if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
    return path.join(workDir, 'runs', runId);
  };
  const journalFile = (runId: string) => path.join(folder(runId), 'journal.jsonl');
  const lockFile = (runId: string) => path.join(folder(runId), 'lock');

  const content = (runId: string) => readContent(journalFile(runId), { runId, disk });

  async function lockRun(runId: string): Promise<() => Promise<void>> {
    try {
      await makeFolder(disk, folder(runId), workDir);
      return await lock(lockFile(runId), { run: runId });
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
      const unlock = await lockRun(runId);
      try {
        const { events, soundBytes, isTorn } = await content(runId);
        if (events.length === 0 && (await namesIn(disk, folder(runId))).includes(SERVER_RUN))
          throw fail('usage', 'run_exists', { run: runId });
        const journal = await openJournal(journalFile(runId), soundBytes, disk);
        const release = () => journal.close().finally(unlock);
        return { events, isTorn, journal, release };
      } catch (error) {
        await unlock();
        throw fileProblem(error, journalFile(runId));
      }
    },
    async onServer() {
      const found: ServerRun[] = [];
      for (const runId of await listRuns(path.join(workDir, 'runs'))) {
        const names = await namesIn(disk, folder(runId));
        if (names.includes(SERVER_RUN) && !names.includes('journal.jsonl'))
          found.push({ runId, ...(await timesOf(folder(runId), names)) });
      }
      return found;
    },
    size: runId => sizeOf(folder(runId)),
    remove: runId =>
      rm(folder(runId), { recursive: true }).catch((error: unknown) => {
        throw fileProblem(error, folder(runId));
      }),
  };
}

interface Found {
  readonly runId: string;
  readonly disk: Disk;
}

async function readContent(file: string, { runId, disk }: Found): Promise<JournalContent> {
  const content = await readJournal(file, disk).catch((error: unknown) => {
    if (isMissing(error)) return { events: [], soundBytes: 0, isTorn: false };
    throw fileProblem(error, file);
  });
  const [first] = content.events;
  if (first && !isBeginning(first, runId)) throw fail('data', 'journal_foreign', { file, run: runId });
  // Whatever a run made is younger than its journal's first line: to begin again would be to do it all again.
  const beside = first ? [] : await namesIn(disk, path.dirname(file));
  if (beside.some(isArtifactFolder) && !beside.includes(SERVER_RUN))
    throw fail('data', 'journal_empty', { file, run: runId });
  return content;
}

const namesIn = (disk: Disk, folder: string): Promise<readonly string[]> => disk.readdir(folder).catch(() => []);

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files.filter(file => file.isFile()).map(file => stat(path.join(file.parentPath, file.name)));
  return (await Promise.all(sizes)).reduce((sum, { size }) => sum + size, 0);
}

/** A file that comes into a folder changes the folder's time: what lies deeper need not be asked. */
async function timesOf(folder: string, names: readonly string[]): Promise<Omit<ServerRun, 'runId'>> {
  const times = await Promise.all(['.', ...names].map(async name => (await stat(path.join(folder, name))).mtime));
  const written = new Date(Math.max(...times.map(Number)));
  const started = times[names.indexOf(SERVER_RUN) + 1] ?? written;
  return { startedAt: started.toISOString(), writtenAt: written.toISOString() };
}

async function listRuns(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw fileProblem(error, folder);
  });
  return entries.filter(entry => entry.isDirectory() && isRunId(entry.name)).map(entry => entry.name);
}

/** A journal that was copied or renamed would write into the other run's folder. */
const isBeginning = (first: JournalEvent, runId: string): boolean =>
  first.eventType === 'WorkflowExecutionStarted' && first.attributes.workflowId === runId;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
