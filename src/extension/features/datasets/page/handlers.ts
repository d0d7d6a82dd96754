import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { calendarOf, newestDone, shiftDay } from '../../../../model/dataset/calendar.ts';
import { partitionFolder } from '../../../../model/dataset/layout.ts';
import type { DayLook } from '../../../../model/dataset/look.ts';
import { toProblem } from '../../../../model/problem.ts';
import type { DatasetConfig, DatasetHostVerbs, DatasetOpened, DatasetSubject } from '../../../../protocol/dataset.ts';
import type { Handlers } from '../../../../protocol/peer.ts';
import { currentFolderOf } from '../../../apiConfigs.ts';
import type { Guest } from '../../../guest.ts';
import { reportStore } from '../../../reportStore.ts';
import type { DatasetList } from '../list.ts';
import { ingestApi } from '../ingest.ts';
import { createBackfilling } from './backfilling.ts';
import { createLettersHere } from './lettersHere.ts';
import { worksOf } from './works.ts';

export function handlersFor(guest: Guest, list: DatasetList, { folder }: DatasetSubject): Handlers<DatasetHostVerbs> {
  const { engine, store } = guest;
  const id = randomUUID();
  const node = { kind: 'dataset', folder } as const;
  const configFile = async (): Promise<string | null> => (await list.load(), list.one(folder)?.config ?? null);
  const { known, ...onLetters } = createLettersHere({ guest, folder, id, configFile, refresh: list.refresh });
  const opened = async (): Promise<DatasetOpened | null> => {
    const looked = await openDataset(guest, folder, configFile);
    return looked && { ...looked, ...known() };
  };
  const workDir = () => guest.folders.of(vscode.Uri.file(folder)) ?? '';

  return {
    open: opened,
    day: async ({ date }) => {
      const look = await engine.ask.dayOfDataset({ folder, date });
      const run = look.run === null ? null : store.run({ workDir: workDir(), runId: look.run });
      const hasReport = await isReported(guest, folder, look);
      return { ...look, hasReport, hasRun: run !== null, failure: look.error === null ? null : (run?.failure ?? null) };
    },
    schemas: () => engine.ask.compareSchemas({ id, folder }),
    stopSchemas: () => engine.ask.stopCompare({ id }),
    letters: ({ from, reason }) => engine.ask.deadLetters({ folder, from, ...(reason !== null && { reason }) }),
    ...onLetters,
    ...createBackfilling(guest, folder, configFile),
    cancel: run => engine.ask.cancel(run),
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    act: async ({ act }) => {
      if (act === 'load') await loadNext(guest, await opened(), await configFile());
      else if (act === 'config') await openFile(await configFile());
      else if (act === 'newConfig') await guest.call('newApiIngestion', undefined, list.one(folder)?.baseUrl ?? '');
      else await guest.call(COMMANDS[act], node);
    },
    actOnDay: async ({ act, date }) => void (await guest.call(DAY_COMMANDS[act], { kind: 'partition', folder, date })),
    openRun: async run => void (await guest.call('openHistory', { kind: 'run', ...run })),
    openDayRun: async ({ runId }) => void (await guest.call('openHistory', { kind: 'run', workDir: workDir(), runId })),
  };
}

const COMMANDS = {
  open: 'openTable',
  validate: 'validateData',
  report: 'showFindings',
  editState: 'editState',
  folder: 'revealDataset',
} as const;

const DAY_COMMANDS = {
  open: 'openTable',
  validate: 'validateData',
  report: 'showFindings',
  remove: 'removePartition',
} as const;

/** The report that came to the day's verdict is kept: its own, or one of the whole dataset. The command line keeps none here. */
async function isReported({ engine, context }: Guest, folder: string, { date, verdict }: DayLook): Promise<boolean> {
  if (verdict === null) return false;
  const subjects = [path.join(folder, partitionFolder(date)), folder];
  const reports = await Promise.all(
    subjects.map(subject => engine.ask.keptReport({ ...reportStore(context), path: subject })),
  );
  return reports.some(report => report !== null && report.view.at >= verdict.at);
}

type ConfigFile = () => Promise<string | null>;

async function openDataset(
  guest: Guest,
  folder: string,
  configFile: ConfigFile,
): Promise<Omit<DatasetOpened, 'isReplaying' | 'lettersDone'> | null> {
  await guest.folders.follow();
  const file = await configFile();
  const look = await guest.engine.ask.lookAtDataset({ folder });
  if (!look) return null;
  const report = await guest.engine.ask.keptReport({ ...reportStore(guest.context), path: folder });
  const said = file === null ? null : await readConfig(guest, file).catch(toProblem);
  const isProblem = said !== null && 'code' in said;
  return {
    ...{ look, name: vscode.workspace.asRelativePath(folder), hasReport: report !== null },
    config: isProblem ? null : said,
    configProblem: isProblem ? said : null,
    works: worksOf(guest.store.runs(), folder),
  };
}

async function readConfig({ engine }: Guest, file: string): Promise<DatasetConfig> {
  const currentFolder = currentFolderOf(vscode.Uri.file(file));
  const { baseUrl: _, outputDir: __, ...said } = await engine.ask.apiConfig({ file, currentFolder });
  return { ...said, name: vscode.workspace.asRelativePath(file) };
}

/** From where the dataset ends; with a watermark its last day again, which may not have been over. */
async function loadNext(
  guest: Guest,
  opened: Pick<DatasetOpened, 'look' | 'config'> | null,
  file: string | null,
): Promise<void> {
  if (!opened || file === null) return;
  const { look, config } = opened;
  const asked = { startDate: config?.startDate ?? null, endDate: null };
  const newest = newestDone(calendarOf(look.days, asked, look.today));
  const next = newest === null ? asked.startDate : config?.hasWatermark ? newest : shiftDay(newest, 1);
  const startDate = next === null || next > look.today ? look.today : next;
  await ingestApi(guest, vscode.Uri.file(file), { proposed: { startDate, endDate: look.today } });
}

async function openFile(file: string | null): Promise<void> {
  if (file !== null) await vscode.window.showTextDocument(vscode.Uri.file(path.resolve(file)));
}
