import * as vscode from 'vscode';
import type { FilePlace } from '../protocol/page.ts';

/** Shows a place of a file in an editor. `beside` leaves the page that was clicked in sight. */
export async function openPlace({ file, line, column }: FilePlace, beside = false): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
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
