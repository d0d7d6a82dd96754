import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import type { StepToOpen } from './openStep.ts';

const KEY = 'workshop to open';

/** This window ends: the next one that has the folder goes on. */
export async function openLater({ context }: Guest, pending: StepToOpen): Promise<void> {
  await context.globalState.update(KEY, pending);
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(pending.folder), {
    forceReuseWindow: true,
  });
}

/** In a folder that is not trusted, too: there the page says what it needs trust for, with the button. */
export function openPending(guest: Guest): void {
  const pending = guest.context.globalState.get<StepToOpen>(KEY);
  if (!pending || !isOpen(pending.folder)) return;
  const go = async () => {
    await guest.context.globalState.update(KEY, undefined);
    const { openStep } = await import('./openStep.ts');
    await openStep(guest, pending);
  };
  go().catch(guest.notices.thrown);
}

export const isOpen = (folder: string): boolean =>
  (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.fsPath === vscode.Uri.file(folder).fsPath);
