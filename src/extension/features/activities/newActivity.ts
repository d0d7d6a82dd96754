import * as vscode from 'vscode';
import { ACTIVITY_FOLDER, ACTIVITY_NAMES, ACTIVITY_TYPES } from '../../../model/workshop/activityFile.ts';
import { STAGES, type Stage } from '../../../model/stage.ts';
import type { Guest } from '../../guest.ts';
import { findInputs, isInput } from '../../inputFiles.ts';
import { pickFolder } from '../../workFolders.ts';

/** Writes the activity of a stage, and what it may use beside it; what is there is the learner's and stays. Opens it. */
export async function newActivity(guest: Guest): Promise<void> {
  const { text } = guest;
  const beside = await inputFolder();
  if (!beside) return;
  const folder = vscode.Uri.joinPath(beside, ACTIVITY_FOLDER);
  const stage = await chooseStage(guest, folder);
  if (!stage) return;
  const { file } = ACTIVITY_NAMES[stage];
  await copyShipped(guest, folder, ACTIVITY_TYPES);
  const isNew = await copyShipped(guest, folder, file);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, file));
  if (!isNew) void vscode.window.showInformationMessage(text.say('activities.kept', { file }));
}

/** Paths in an input are relative to it: beside the one that is open, or where all of them lie, or in the folder itself. */
async function inputFolder(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const inputs = active && isInput(active) ? [active.uri] : await findInputs();
  const folders = new Map(
    inputs.map(uri => [vscode.Uri.joinPath(uri, '..').toString(), vscode.Uri.joinPath(uri, '..')]),
  );
  const [only, ...more] = folders.values();
  return only && more.length === 0 ? only : (await pickFolder())?.uri;
}

async function chooseStage({ text }: Guest, folder: vscode.Uri): Promise<Stage | undefined> {
  const there = await Promise.all(STAGES.map(stage => exists(vscode.Uri.joinPath(folder, ACTIVITY_NAMES[stage].file))));
  const entries = STAGES.map((stage, at) => ({
    label: text.say(`stage.${stage}`),
    description: `${ACTIVITY_FOLDER}/${ACTIVITY_NAMES[stage].file}${there[at] ? ` · ${text.say('activities.there')}` : ''}`,
    detail: text.say(`activities.what.${stage}`),
    stage,
  }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('activities.newWhat') }))?.stage;
}

/** False: it is there already, and stays. */
async function copyShipped({ context }: Guest, folder: vscode.Uri, name: string): Promise<boolean> {
  const to = vscode.Uri.joinPath(folder, name);
  if (await exists(to)) return false;
  const from = vscode.Uri.joinPath(context.extensionUri, 'workshop', ACTIVITY_FOLDER, name);
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.copy(from, to, { overwrite: false });
  return true;
}

const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
