import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { fail, type Problem } from '../../../model/problem.ts';
import { countFaults } from '../../../model/workshop/limits.ts';
import { isWorkshopId } from '../../../model/workshop/workshopFile.ts';
import type { FollowedPlace, WorkshopChoice } from '../../../protocol/workshopFolder.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type WorkshopNode } from '../../nodes.ts';
import { openPlace } from '../../openPlace.ts';
import { pickFolder } from '../../workFolders.ts';
import { openStep } from './openStep.ts';
import { isOpen, openLater } from './pending.ts';

/** One that ships: which, and where; or the one that a folder holds, whose progress cannot be read. */
export async function startWorkshop(guest: Guest, given?: string | WorkshopNode): Promise<void> {
  if (isNode(given, 'workshop')) return start(guest, given);
  const shipped = await guest.engine.ask.shippedWorkshops({ language: guest.text.language });
  const choice = shipped.find(one => one.id === given) ?? (await chooseWorkshop(guest, shipped));
  if (choice) await begin(guest, choice);
}

async function chooseWorkshop(
  { text }: Guest,
  shipped: readonly WorkshopChoice[],
): Promise<WorkshopChoice | undefined> {
  const entries = shipped.map(choice => ({
    ...{ label: choice.title, description: text.say('begin.minutes', { minutes: choice.minutes }), choice },
    detail: choice.summary,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    title: text.say('begin.start'),
    placeHolder: text.say('begin.which'),
  });
  return chosen?.choice;
}

/** Another's, by its `workshop.yaml` or its folder: one with a fault is not begun. */
export async function openWorkshopFolder(guest: Guest, given?: vscode.Uri): Promise<void> {
  const source = given ? folderOf(given.fsPath) : await askFolder(guest.text.say('begin.openSource'));
  if (source === undefined) return;
  const { commandTable } = await import('../../commands.ts');
  const asked = { source, commands: Object.keys(commandTable), language: guest.text.language };
  const { choice, problems } = await guest.engine.ask.checkWorkshopFolder(asked);
  if (choice) return begin(guest, choice);
  return tellFaults(guest, path.join(source, 'workshop.yaml'), problems);
}

const folderOf = (file: string): string => (/\.ya?ml$/i.test(file) ? path.dirname(file) : file);

/** The editor underlines all of them; the first one is named. */
async function tellFaults(guest: Guest, file: string, [first, ...more]: readonly Problem[]): Promise<void> {
  if (!first) throw fail('config', 'workshop_empty');
  await openPlace({ file, line: first.line ?? 1, column: first.column ?? 1 });
  guest.notices.problem({ ...first, file });
  if (more.length > 0)
    void vscode.window.showWarningMessage(guest.text.say('begin.moreFaults', { count: countFaults(more) }));
}

async function begin(guest: Guest, choice: WorkshopChoice): Promise<void> {
  const folder = await chooseFolder(guest, choice);
  if (folder === undefined) return;
  const workDir = path.resolve(folder, guest.settings.workDir.value);
  return start(guest, { folder, workDir, workshop: choice.id }, choice.source);
}

async function start(
  guest: Guest,
  { folder, workDir, workshop }: FollowedPlace,
  source?: string | null,
): Promise<void> {
  const place = { folder, workDir, workshop };
  const { step, kept } = await guest.engine.ask.startWorkshop({ ...place, ...(source !== undefined && { source }) });
  const pending = { ...place, step, kept };
  await (isOpen(folder) ? openStep(guest, pending) : openLater(guest, pending));
}

/** A new folder is one click; a folder that is open already, or any other, is two. */
async function chooseFolder({ text }: Guest, { id, title }: WorkshopChoice): Promise<string | undefined> {
  const made = path.join(homedir(), `ingestion-workshop-${id}`);
  const open = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const entries = [
    ...open.map(({ name, uri }) => ({
      label: text.say('begin.here', { name }),
      description: uri.fsPath,
      folder: uri.fsPath,
    })),
    { label: text.say('begin.newFolder'), description: made, folder: made },
    { label: text.say('begin.otherFolder'), description: '', folder: null },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title, placeHolder: text.say('begin.where') });
  if (!chosen) return undefined;
  return chosen.folder ?? askFolder(text.say('begin.useFolder'));
}

async function askFolder(openLabel: string): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel })) ?? [];
  if (uri && uri.scheme !== 'file') throw fail('usage', 'export_on_no_disk', { path: uri.path });
  return uri?.fsPath;
}

/** A small one that passes all checks: whoever writes changes what is there. */
export async function newWorkshop(guest: Guest, given?: string): Promise<void> {
  const { text } = guest;
  const parent = await pickFolder();
  const id = parent && (given ?? (await askId(guest)));
  if (!parent || id === undefined) return;
  const { file } = await guest.engine.ask.newWorkshop({ parent: parent.uri.fsPath, id });
  await openPlace({ file, line: 1, column: 1 });
  const open = text.say('begin.tryIt');
  void vscode.window.showInformationMessage(text.say('begin.made', { id }), open).then(async chosen => {
    if (chosen === open) await openWorkshopFolder(guest, vscode.Uri.file(file)).catch(guest.notices.thrown);
  });
}

const askId = ({ text }: Guest): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    ...{ title: text.say('begin.new'), prompt: text.say('begin.id'), value: 'my-workshop' },
    validateInput: value => (isWorkshopId(value) ? null : text.say('begin.badId')),
  });
