import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { moveDatasetAway } from '../adapters/dataset/datasetBackup.ts';
import { openDatasetFolder } from '../adapters/dataset/datasetFolder.ts';
import { takeLock } from '../adapters/runs/runLock.ts';
import { nodeHash } from '../adapters/hash.ts';
import { readDeadLetters } from '../engine/dataset/deadLetterFile.ts';
import type { DeadLetters } from '../engine/dataset/deadLetters.ts';
import { checkStateText, keepState } from '../engine/dataset/stateFiles.ts';
import { viewDataset, viewPartitions } from '../engine/dataset/viewDataset.ts';
import type { DatasetFolder } from '../engine/ports.ts';
import { readApiInput } from '../engine/readApiInput.ts';
import { DEFAULT_OUTPUT_DIR } from '../model/api/settings.ts';
import type { DeadLetter } from '../model/dataset/deadLetter.ts';
import { DEAD_LETTERS, STATE } from '../model/dataset/layout.ts';
import { letterState } from '../model/dataset/letterState.ts';
import type { DatasetView, DeadLetterView } from '../model/dataset/view.ts';
import { cutText } from '../model/tableView/cellText.ts';
import { exactJsonLines } from '../model/table/exactJson.ts';
import { resolveHeaders } from '../model/headers.ts';
import { present } from '../model/present.ts';
import { fail } from '../model/problem.ts';
import type { ApiConfigPlace, DatasetVerbs, DeadLetterPage, ReplayAnswer, ReplayAsked } from '../protocol/datasets.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import { createLongWork } from './longWork.ts';
import { createLookVerbs } from './lookVerbs.ts';
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
    async deadLetters({ folder, from = 0, reason }) {
      const all = await readDeadLetters(open(folder));
      const matching = ofReason(all, reason);
      return {
        ...{ total: all.length, matching: matching.length, reasons: countReasons(all) },
        letters: matching.slice(from, from + LETTERS).map(viewLetter),
        folder: path.join(folder, DEAD_LETTERS),
      };
    },
    ...createLookVerbs(),
    partitions: ({ folder, dates }) => viewPartitions(open(folder), dates),
    replayDeadLetters: request => replaying.run(request.id, signal => replay(request, signal)),
    stopReplay: ({ id }) => replaying.stop(id),
    dropDeadLetters: request => drop(request),
    removeDataset: async request => ({
      backup: await moveDatasetAway({ ...request, now: new Date() }, takeLock),
    }),
    async backUpState({ folder }) {
      for (const file of [STATE.watermarks, STATE.days, STATE.dataset]) {
        const backup = await keepState(open(folder), file, new Date());
        if (backup !== null) return { file: path.join(folder, file), backup: path.join(folder, backup) };
      }
      throw fail('usage', 'no_state', { path: folder });
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

async function replay({ folder, config, ...asked }: ReplayAsked, signal: AbortSignal): Promise<ReplayAnswer> {
  const { openDeadLetters } = await import('../adapters/composeApi.ts');
  const letters = await openDeadLetters(folder);
  try {
    const ids = await idsOf(letters, asked);
    // Where every record was kept, nothing is sent, and no variable needs to be set.
    const isAsked = config !== null && (await letters.list(ids)).some(({ record }) => !record);
    const headers = isAsked ? await headersOf(config) : {};
    const { replayed, remaining, failed } = await letters.replay({ ids, waitSeconds: 0, headers, signal });
    return { replayed: replayed.length, remaining, failed };
  } catch (thrown) {
    throw signal.aborted ? fail('usage', 'replay_stopped') : thrown;
  } finally {
    letters.close();
  }
}

async function headersOf(config: string): Promise<Readonly<Record<string, string>>> {
  const { input } = readApiInput(await readFile(config, 'utf8'), { language: languageOf(config) });
  return resolveHeaders(present(input?.headers ?? {}), process.env);
}

async function drop({ folder, ...asked }: { folder: string } & Which) {
  const { openDeadLetters } = await import('../adapters/composeApi.ts');
  const letters = await openDeadLetters(folder);
  try {
    const { dropped, remaining } = await letters.drop(await idsOf(letters, asked), 0);
    return { dropped: dropped.length, remaining };
  } finally {
    letters.close();
  }
}

type Which = Pick<ReplayAsked, 'ids' | 'reason' | 'except'>;

/** Undefined: all. */
async function idsOf(letters: Pick<DeadLetters, 'list'>, { ids, reason, except = [] }: Which) {
  if (ids !== undefined || (reason === undefined && except.length === 0)) return ids;
  const left = new Set(except);
  return ofReason(await letters.list(), reason).flatMap(({ id }) => (left.has(id) ? [] : [id]));
}

const ofReason = (letters: readonly DeadLetter[], reason: string | undefined): readonly DeadLetter[] =>
  reason === undefined ? letters : letters.filter(letter => letter.reason.code === reason);

function countReasons(letters: readonly DeadLetter[]): DeadLetterPage['reasons'] {
  const counts = new Map<string, number>();
  for (const { reason } of letters) counts.set(reason.code, (counts.get(reason.code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}

/** UTF-16 units: five hundred of them still travel. */
const PREVIEW = 10_000;

function previewOf(record: string | null): Pick<DeadLetterView, 'record' | 'recordLength'> {
  const cut = cutText(record, PREVIEW);
  return cut === null || typeof cut === 'string' ? { record: cut } : { record: cut.text, recordLength: cut.length };
}

const viewLetter = (letter: DeadLetter): DeadLetterView => ({
  ...{ id: letter.id, reason: letter.reason, partitionDate: letter.partitionDate },
  ...{ firstSeen: letter.firstSeen, attempts: letter.attempts },
  ...previewOf(letter.record && exactJsonLines(letter.record)),
  url: letter.request?.url ?? null,
  state: letterState(letter, nodeHash.sha256),
});

const open = (folder: string): DatasetFolder => openDatasetFolder(folder, takeLock);

/** Where a configuration writes; null for one that cannot be run as it stands. */
async function outputOf({ file, currentFolder }: ApiConfigPlace): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { input } = readApiInput(text, { language: languageOf(file) });
  return input ? path.resolve(currentFolder, input.output_dir ?? DEFAULT_OUTPUT_DIR) : null;
}
