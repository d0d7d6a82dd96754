import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';

/** Asks where, writes, and offers to open it; false when the user went away. */
export async function saveAs(guest: Guest, name: string, content: Uint8Array): Promise<boolean> {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    ...(first && { defaultUri: vscode.Uri.joinPath(first, name) }),
    filters: { [name.split('.').at(-1)?.toUpperCase() ?? '']: [name.split('.').at(-1) ?? ''] },
  });
  if (!chosen) return false;
  await vscode.workspace.fs.writeFile(chosen, content);
  void offer(guest, chosen).catch(guest.notices.thrown);
  return true;
}

async function offer({ text }: Guest, file: vscode.Uri): Promise<void> {
  const open = text.say('action.openFile');
  const said = text.say('model.saved', { file: vscode.workspace.asRelativePath(file) });
  if ((await vscode.window.showInformationMessage(said, open)) === open)
    await vscode.commands.executeCommand('vscode.open', file);
}
