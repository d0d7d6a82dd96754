import * as vscode from 'vscode';
import { askTable } from '../../askTable.ts';
import { dataAt } from '../../dataAt.ts';
import { findDatasets } from '../../findDatasets.ts';
import type { Guest } from '../../guest.ts';

/** What is to be validated: what was clicked, else what is chosen. Absolute; undefined: nothing. */
export async function chooseTarget(guest: Guest, given: unknown): Promise<string | undefined> {
  return dataAt(given) ?? ask(guest);
}

async function ask({ text }: Guest): Promise<string | undefined> {
  const folders = await findDatasets();
  const entries = [
    ...folders.map(folder => ({
      label: vscode.workspace.asRelativePath(folder),
      iconPath: new vscode.ThemeIcon('database'),
      folder,
    })),
    { label: text.say('validate.file'), iconPath: new vscode.ThemeIcon('folder-opened'), folder: null },
  ];
  const chosen =
    entries.length === 1
      ? entries[0]
      : await vscode.window.showQuickPick(entries, { placeHolder: text.say('validate.what') });
  if (!chosen) return undefined;
  return chosen.folder ?? askTable(text.say('validate.what'));
}
