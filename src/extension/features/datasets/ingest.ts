import * as vscode from 'vscode';
import { BACKFILL_MODES, type BackfillMode } from '../../../model/api/backfill.ts';
import { isDay } from '../../../model/dataset/days.ts';
import { fail } from '../../../model/problem.ts';
import type { ApiConfigPlace, ApiRunRequest, BackfillAsked } from '../../../protocol/datasets.ts';
import { currentFolderOf, findApiConfigs, isApiConfig } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import { saveOpen } from '../../saveOpen.ts';
import { askWhere } from '../../whereToRun.ts';
import { FOCUS_DATASETS } from '../../views.ts';

type Days = Pick<ApiRunRequest, 'startDate' | 'endDate'>;

interface Wanted {
  /** The days to ask about, instead of those that the configuration names. */
  readonly proposed?: Days;
  /** On the server that this window is connected to; else by the bundled engine. */
  readonly onTemporal?: boolean;
}

/** An API into its dataset, as a run that is watched and canceled like any other. */
export async function ingestApi(
  guest: Guest,
  config: vscode.Uri | undefined,
  { proposed, onTemporal = false }: Wanted,
): Promise<void> {
  const { ask } = guest.engine;
  const request = config && (await askWhat(guest, config, proposed));
  if (!request) return;
  await start(guest, request.workDir, () => (onTemporal ? ask.ingestApiOnTemporal(request) : ask.ingestApi(request)));
}

/** The days that a dataset lacks, after a look at which they are. */
export async function backfill(
  guest: Guest,
  config: vscode.Uri | undefined,
  asked: Pick<Wanted, 'onTemporal'>,
): Promise<void> {
  const { text, engine } = guest;
  const where = asked.onTemporal ? 'temporal' : config && (await askWhere(guest));
  const what = config && where && (await askWhat(guest, config));
  const how = what && (await askHow(guest));
  if (!how) return;
  const request: BackfillAsked = { ...what, ...how };
  const planned = (await engine.ask.planBackfill(request)).filter(({ isPlanned }) => isPlanned);
  if (planned.length === 0) return void vscode.window.showInformationMessage(text.say('backfill.nothing'));
  const button = text.say('backfill.start');
  const days = text.count('unit.day', planned.length);
  const detail = text.say('backfill.days', { first: planned[0]?.date ?? '', last: planned.at(-1)?.date ?? '' });
  const question = text.say('backfill.question', { days });
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, button)) !== button) return;
  const { ask } = engine;
  const isThere = where === 'temporal';
  await start(guest, request.workDir, () => (isThere ? ask.backfillOnTemporal(request) : ask.backfill(request)));
}

async function start(guest: Guest, workDir: string, begin: () => Promise<{ runId: string }>): Promise<void> {
  await guest.folders.followNow(workDir);
  const { runId } = await begin();
  await vscode.commands.executeCommand(FOCUS_DATASETS, { preserveFocus: true });
  guest.started.fire({ workDir, runId });
}

/** The one that was clicked, that is open, or that there is; asks where there are several. */
export async function chooseConfig({ text }: Guest, given: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  if (given) return given;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active && isApiConfig(active)) return active;
  const found = await findApiConfigs();
  if (found.length === 0) throw fail('usage', 'no_api_config');
  if (found.length === 1) return found[0];
  const entries = found.map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('pick.apiConfig') }))?.uri;
}

async function askWhat(guest: Guest, config: vscode.Uri, proposed?: Days): Promise<ApiRunRequest | undefined> {
  const workDir = guest.folders.of(config);
  if (workDir === null) throw fail('usage', 'no_folder');
  await saveOpen(config);
  const place: ApiConfigPlace = { file: config.fsPath, currentFolder: currentFolderOf(config) };
  const written = proposed ?? (await guest.engine.ask.apiConfig(place));
  const startDate = await askDay(guest, 'start', written.startDate ?? yesterday(), '');
  if (startDate === undefined) return undefined;
  const last = written.endDate ?? startDate;
  const endDate = await askDay(guest, 'end', last < startDate ? startDate : last, startDate);
  return endDate === undefined ? undefined : { ...place, workDir, startDate, endDate };
}

async function askDay(
  { text }: Guest,
  which: 'start' | 'end',
  proposed: string,
  first: string,
): Promise<string | undefined> {
  const fault = (day: string): string | null => {
    if (!isDay(day)) return text.say('ingestApi.badDay');
    return day < first ? text.say('ingestApi.daysReversed', { first }) : null;
  };
  const typed = await vscode.window.showInputBox({
    title: text.say('ingestApi.title'),
    prompt: text.say(`ingestApi.${which}`),
    value: proposed,
    validateInput: value => fault(value.trim()),
  });
  return typed?.trim();
}

const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

type How = Pick<BackfillAsked, 'mode' | 'backwards' | 'maxParallel'>;

async function askHow(guest: Guest): Promise<How | undefined> {
  const mode = await askMode(guest);
  const backwards = mode && (await askOrder(guest));
  if (backwards === undefined) return undefined;
  const maxParallel = await askParallel(guest);
  return mode && maxParallel ? { mode, backwards, maxParallel } : undefined;
}

async function askOrder({ text }: Guest): Promise<boolean | undefined> {
  const entries = [false, true].map(backwards => ({
    label: text.say(backwards ? 'backfill.newestFirst' : 'backfill.oldestFirst'),
    detail: text.say(backwards ? 'backfill.newestFirst.detail' : 'backfill.oldestFirst.detail'),
    backwards,
  }));
  const options = { title: text.say('backfill.title'), placeHolder: text.say('backfill.order') };
  return (await vscode.window.showQuickPick(entries, options))?.backwards;
}

/** As many as the command line takes. */
const MOST_AT_ONCE = 32;

async function askParallel({ text }: Guest): Promise<number | undefined> {
  const isRight = (value: string): boolean => /^[1-9]\d?$/.test(value) && Number(value) <= MOST_AT_ONCE;
  const typed = await vscode.window.showInputBox({
    title: text.say('backfill.title'),
    prompt: text.say('backfill.parallel'),
    value: '1',
    validateInput: value => (isRight(value.trim()) ? null : text.say('backfill.badParallel', { most: MOST_AT_ONCE })),
  });
  return typed === undefined ? undefined : Number(typed);
}

async function askMode({ text }: Guest): Promise<BackfillMode | undefined> {
  const entries = BACKFILL_MODES.map(mode => ({
    label: text.say(`backfill.mode.${mode}`),
    detail: text.say(`backfill.mode.${mode}.detail`),
    mode,
  }));
  const options = { title: text.say('backfill.title'), placeHolder: text.say('backfill.which') };
  return (await vscode.window.showQuickPick(entries, options))?.mode;
}
