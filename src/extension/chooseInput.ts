import * as vscode from 'vscode';
import type { Guest } from './guest.ts';
import { findInputs, isInput } from './inputFiles.ts';
import type { Text } from './text.ts';

/** The input in the active editor, else the only one in the workspace, else the one that is picked. */
export async function chooseInput({ text, call }: Guest): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active && isInput(active)) return active.uri;
  const found = await findInputs();
  if (found.length <= 1) return found[0] ?? offerInput(text, () => call('newInput'));
  const entries = found.map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('pick.input') }))?.uri;
}

async function offerInput(text: Text, make: () => unknown): Promise<undefined> {
  const button = text.say('action.newInput');
  if ((await vscode.window.showInformationMessage(text.say('run.noInput'), button)) === button) make();
}
