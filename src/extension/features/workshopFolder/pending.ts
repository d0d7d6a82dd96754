import * as vscode from 'vscode';
import type { FollowedPlace } from '../../../protocol/workshopFolder.ts';
import type { Guest } from '../../guest.ts';

const KEY = 'workshop to open';

/** What a window is to show once it has opened its folder. */
export type Pending = FollowedPlace & { readonly step: string };

/** This window ends: the next one that has the folder goes on. */
export async function openLater({ context }: Guest, pending: Pending): Promise<void> {
  await context.globalState.update(KEY, pending);
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(pending.folder), {
    forceReuseWindow: true,
  });
}

/** A folder that is not trusted is asked about first: what cannot be done there is said, and one button leads on. */
export function openPending(guest: Guest): void {
  const pending = guest.context.globalState.get<Pending>(KEY);
  if (!pending || !isOpen(pending.folder)) return;
  const go = async () => {
    await guest.context.globalState.update(KEY, undefined);
    const { openStep } = await import('./openStep.ts');
    await openStep(guest, pending, pending.step);
  };
  if (vscode.workspace.isTrusted) return void go().catch(guest.notices.thrown);
  guest.own(vscode.workspace.onDidGrantWorkspaceTrust(() => void go().catch(guest.notices.thrown)));
  void askTrust(guest).catch(guest.notices.thrown);
}

async function askTrust({ text }: Guest): Promise<void> {
  const button = text.say('action.manageTrust');
  const chosen = await vscode.window.showWarningMessage(text.say('begin.restricted'), button);
  if (chosen === button) await vscode.commands.executeCommand('workbench.trust.manage');
}

export const isOpen = (folder: string): boolean =>
  (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.fsPath === vscode.Uri.file(folder).fsPath);
