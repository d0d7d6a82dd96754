import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { moveDatasetAway } from '../adapters/dataset/datasetBackup.ts';
import { openDatasetFolder } from '../adapters/dataset/datasetFolder.ts';
import { takeLock } from '../adapters/runs/runLock.ts';
import { readDeadLetters } from '../engine/dataset/deadLetterFile.ts';
import { checkStateText, keepState } from '../engine/dataset/stateFiles.ts';
import { viewDataset, viewPartitions } from '../engine/dataset/viewDataset.ts';
import type { DatasetFolder } from '../engine/ports.ts';
import { readApiInput } from '../engine/readApiInput.ts';
import { DEFAULT_OUTPUT_DIR } from '../model/api/settings.ts';
import type { DeadLetter } from '../model/dataset/deadLetter.ts';
import { DEAD_LETTERS, STATE } from '../model/dataset/layout.ts';
import type { DatasetView, DeadLetterView } from '../model/dataset/view.ts';
import { exactJsonLines } from '../model/table/exactJson.ts';
import { resolveHeaders } from '../model/headers.ts';
import { present } from '../model/present.ts';
import { fail } from '../model/problem.ts';
import type { ApiConfigPlace, DatasetVerbs, ReplayAnswer, ReplayAsked } from '../protocol/datasets.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import { createLongWork } from './longWork.ts';
import { createStoppable } from './stoppable.ts';
import { languageOf } from './readInputFile.ts';

/** More than a person reads at a sitting; their number counts all. */
const LETTERS = 500;

/** Looking at datasets, and looking after them. What is in a folder is read anew each time: whoever writes it, the tree says what is there. */
export function createDatasetVerbs({ hold }: Pick<HeldFolders, 'hold'>): Handlers<DatasetVerbs> {
  const comparing = createLongWork('formats');
  const replaying = createStoppable();
  return {
    async datasets({ workDirs, configs, folders }) {
      const followers = await Promise.all(workDirs.map(async workDir => (await hold(workDir)).follower));
      const written = new Map<string, string>();
      for (const config of configs) {
        const folder = await outputOf(config);
        if (folder !== null) written.set(folder, config.file);
      }
      const places = new Set([...written.keys(), ...followers.flatMap(one => one.outputFolders()), ...folders]);
      const views = await Promise.all([...places].map(async folder => viewDataset(open(folder))));
      return views
        .flatMap((view): DatasetView[] => (view ? [{ ...view, config: written.get(view.folder) ?? null }] : []))
        .sort((a, b) => (a.folder < b.folder ? -1 : 1));
    },
    async deadLetters({ folder }) {
      const letters = await readDeadLetters(open(folder));
      return {
        total: letters.length,
        letters: letters.slice(0, LETTERS).map(viewLetter),
        folder: path.join(folder, DEAD_LETTERS),
      };
    },
    partitions: ({ folder, dates }) => viewPartitions(open(folder), dates),
    replayDeadLetters: request => replaying.run(request.id, signal => replay(request, signal)),
    stopReplay: ({ id }) => replaying.stop(id),
    dropDeadLetters: request => drop(request),
    removeDataset: async request => ({
      backup: await moveDatasetAway({ ...request, now: new Date() }, takeLock),
    }),
    async backUpState({ folder }) {
      const backup = await keepState(open(folder), STATE.watermarks, new Date());
      if (backup === null) throw fail('usage', 'no_watermark', { path: folder });
      return { file: path.join(folder, STATE.watermarks), backup: path.join(folder, backup) };
    },
    checkState: ({ file, text }) => {
      const problem = checkStateText(file.replaceAll(path.sep, '/'), text);
      if (!problem) return [];
      const { code, params, line = 1, column = 1 } = problem;
      return [{ code, params, line, column, endLine: line, endColumn: column + 1 }];
    },
    compareFormats: ({ file, out, workDir }) =>
      comparing.run(workDir, async signal => {
        const { compareTable } = await import('../adapters/composeFormats.ts');
        return compareTable({ file, outDir: out, stem: path.basename(file, path.extname(file)), signal });
      }),
    stopFormats: ({ workDir }) => comparing.stop(workDir),
  };
}

async function replay({ folder, ids, config }: ReplayAsked, signal: AbortSignal): Promise<ReplayAnswer> {
  const { openDeadLetters } = await import('../adapters/composeApi.ts');
  const letters = await openDeadLetters(folder);
  try {
    // Where every record was kept, nothing is sent, and no variable needs to be set.
    const isAsked = config !== null && (await letters.list(ids)).some(({ record }) => !record);
    const headers = isAsked ? await headersOf(config) : {};
    const { replayed, remaining, failed } = await letters.replay({ ids, waitSeconds: 0, headers, signal });
    return { replayed: replayed.length, remaining, failed };
  } finally {
    letters.close();
  }
}

async function headersOf(config: string): Promise<Readonly<Record<string, string>>> {
  const { input } = readApiInput(await readFile(config, 'utf8'), { language: languageOf(config) });
  return resolveHeaders(present(input?.headers ?? {}), process.env);
}

async function drop({ folder, ids }: { folder: string; ids?: readonly string[] }) {
  const { openDeadLetters } = await import('../adapters/composeApi.ts');
  const letters = await openDeadLetters(folder);
  const { dropped, remaining } = await letters.drop(ids, 0).finally(() => letters.close());
  return { dropped: dropped.length, remaining };
}

const viewLetter = ({ request, record, kind: _, ...letter }: DeadLetter): DeadLetterView => ({
  ...letter,
  record: record && exactJsonLines(record),
  url: request?.url ?? null,
});

const open = (folder: string): DatasetFolder => openDatasetFolder(folder, takeLock);

/** Where a configuration writes; null for one that cannot be run as it stands. */
async function outputOf({ file, currentFolder }: ApiConfigPlace): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { input } = readApiInput(text, { language: languageOf(file) });
  return input ? path.resolve(currentFolder, input.output_dir ?? DEFAULT_OUTPUT_DIR) : null;
}
