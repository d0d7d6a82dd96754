import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import { chooseInput } from '../../chooseInput.ts';
import type { Guest } from '../../guest.ts';
import { chooseActivity } from './files.ts';

/** Writes into an input that this file does its stage; shown, and not saved before the person or a run does. */
export async function useActivity(guest: Guest, given: vscode.Uri | undefined): Promise<void> {
  const { engine, text } = guest;
  const activity = await chooseActivity(guest, given);
  const input = activity && (await chooseInput(guest));
  if (!input) return;
  const { stage } = activity;
  const file = path.relative(path.dirname(input.fsPath), activity.uri.fsPath).replaceAll('\\', '/');
  const name = path.basename(input.fsPath);
  const fromWorkspace = path.relative(currentFolderOf(input), activity.uri.fsPath);
  if (leads(file) && leads(fromWorkspace))
    throw fail('usage', 'activity_not_beside', { path: activity.file, input: name });
  const document = await vscode.workspace.openTextDocument(input);
  const before = document.getText();
  const used = await engine.ask.useActivity({ input: input.fsPath, text: before, stage, file });
  if (used.text !== before) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(input, new vscode.Range(document.positionAt(0), document.positionAt(before.length)), used.text);
    await vscode.workspace.applyEdit(edit);
  }
  const { range } = document.lineAt(used.line - 1);
  await vscode.window.showTextDocument(document, { selection: range });
  const run = text.say('action.run');
  const said = text.say('activities.used', { file, stage: text.say(`stage.${stage}`), input: name });
  if ((await vscode.window.showInformationMessage(said, run)) === run) await guest.call('run', input);
}

/** Out of the folder that it is relative to; on Windows perhaps to another drive. */
const leads = (way: string): boolean => /^\.\.([\\/]|$)/.test(way) || path.isAbsolute(way);
