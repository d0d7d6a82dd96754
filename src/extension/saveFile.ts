import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';
import type { Guest } from './guest.ts';

/** In the first workspace folder unless the user goes elsewhere; undefined when the user goes away. */
export function askWhereToSave(name: string): Thenable<vscode.Uri | undefined> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    ...(first && { defaultUri: vscode.Uri.joinPath(first, name) }),
    filters: { [extension.toUpperCase()]: [extension] },
  });
}

/** The engine process writes to disks; VS Code's dialogs offer other file systems, too. Usage `export_on_no_disk`. */
export function needDisk({ scheme, path }: vscode.Uri): void {
  if (scheme !== 'file') throw fail('usage', 'export_on_no_disk', { path });
}

/** Says where it is, with a button that opens it. Not waited for: whoever wants to look does so later. */
export function offerToOpen(
  { text, notices }: Guest,
  key: 'cleaning.saved' | 'pair.saved' | 'history.saved' | 'model.saved' | 'preview.saved' | 'validation.saved',
  file: vscode.Uri,
): void {
  const open = text.say('action.openFile');
  const said = text.say(key, { file: vscode.workspace.asRelativePath(file) });
  const offer = async () => {
    if ((await vscode.window.showInformationMessage(said, open)) === open)
      await vscode.commands.executeCommand('vscode.open', file);
  };
  offer().catch(notices.thrown);
}
