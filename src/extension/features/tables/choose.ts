import * as vscode from 'vscode';
import { askTable } from '../../askTable.ts';
import { findDatasets } from '../../findDatasets.ts';
import type { Guest } from '../../guest.ts';

/** From the palette: a dataset of the workspace, or a file or a folder wherever it lies. Absolute. */
export async function chooseTable({ text }: Guest): Promise<string | undefined> {
  const datasets = (await findDatasets()).map(folder => ({
    label: vscode.workspace.asRelativePath(folder),
    iconPath: new vscode.ThemeIcon('database'),
    ask: () => Promise.resolve<string | undefined>(folder),
  }));
  const entries = [
    ...datasets,
    {
      label: text.say('tables.file'),
      iconPath: new vscode.ThemeIcon('file'),
      ask: () => askTable(text.say('tables.which')),
    },
    {
      label: text.say('tables.folder'),
      iconPath: new vscode.ThemeIcon('folder-opened'),
      ask: () => askFolder(text.say('tables.which')),
    },
  ];
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('tables.which') }))?.ask();
}

async function askFolder(title: string): Promise<string | undefined> {
  const asked = { title, openLabel: title, canSelectFiles: false, canSelectFolders: true };
  return (await vscode.window.showOpenDialog(asked))?.[0]?.fsPath;
}
