import path from 'node:path';
import * as vscode from 'vscode';
import { ACTIVITY_FOLDER, ACTIVITY_NAMES, stageOfActivity } from '../../../model/workshop/activityFile.ts';
import { fail } from '../../../model/problem.ts';
import { STAGES, type Stage } from '../../../model/stage.ts';
import type { Guest } from '../../guest.ts';

const NAMES = STAGES.map(stage => ACTIVITY_NAMES[stage].file);

/** Wherever they lie: a folder that nothing can be run in says so, too. */
export const ACTIVITIES: vscode.DocumentFilter = { pattern: `**/${ACTIVITY_FOLDER}/{${NAMES.join(',')}}` };
const ELSEWHERE = '**/{node_modules,.git,.ingestion-workshop}/**';
/** Nobody picks from a longer list. */
const MOST = 100;

/** A learner's file, as the engine is asked for it. */
export interface ActivityFile {
  readonly uri: vscode.Uri;
  readonly stage: Stage;
  /** Of the workspace, absolute; the file's name is relative to it, with `/`. */
  readonly folder: string;
  readonly file: string;
}

/** The file that is named, or in the active editor, or the only one, or the one that is picked. */
export async function chooseActivity(guest: Guest, given: vscode.Uri | undefined): Promise<ActivityFile | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const uri = given ?? (active && isActivity(active) ? active : await pick(guest));
  return uri && describe(uri);
}

const isActivity = ({ path: file }: vscode.Uri): boolean =>
  stageOfActivity(file) !== undefined && path.posix.basename(path.posix.dirname(file)) === ACTIVITY_FOLDER;

/** Usage `activity_name_unknown`, `activity_on_no_disk`. */
function describe(uri: vscode.Uri): ActivityFile {
  const stage = stageOfActivity(uri.path);
  if (!stage) throw fail('usage', 'activity_name_unknown', { path: uri.path, names: NAMES.join(', ') });
  if (uri.scheme !== 'file') throw fail('usage', 'activity_on_no_disk', { path: uri.path });
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? path.dirname(path.dirname(uri.fsPath));
  return { uri, stage, folder, file: path.relative(folder, uri.fsPath).replaceAll('\\', '/') };
}

async function pick({ text, call }: Guest): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(String(ACTIVITIES.pattern), ELSEWHERE, MOST);
  if (found.length === 0) return offerNew();
  const entries = found
    .map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  if (entries.length === 1) return entries[0]?.uri;
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('activities.pick') }))?.uri;

  async function offerNew(): Promise<undefined> {
    const button = text.say('action.newActivity');
    if ((await vscode.window.showInformationMessage(text.say('activities.none'), button)) === button)
      void call('newActivity');
  }
}
