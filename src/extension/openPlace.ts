import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';
import type { FilePlace } from '../protocol/page.ts';

/** Shows a place of a file in an editor. `beside` leaves the page that was clicked in sight. Config `file_missing`. */
export async function openPlace({ file, line, column }: FilePlace, beside = false): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  const uri = vscode.Uri.file(file);
  await vscode.workspace.fs.stat(uri).then(undefined, (error: unknown) => {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound')
      throw fail('config', 'file_missing', { path: vscode.workspace.asRelativePath(uri) });
  });
  await vscode.window.showTextDocument(uri, {
    selection: new vscode.Range(at, at),
    ...(beside && { viewColumn: besidePage() }),
  });
}

/** By its number: where what was opened a moment ago has taken the keys, `Beside` would be one further, for each click. */
function besidePage(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  const { TabInputWebview: Page, TabInputCustom: Table } = vscode;
  const isPage = activeTab?.input instanceof Page || activeTab?.input instanceof Table;
  return isPage ? viewColumn + 1 : viewColumn;
}
