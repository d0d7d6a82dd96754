import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';

/** Clears the work folder and brings it back. */
export function activate(guest: Guest): Pick<CommandHandlers, 'clearWorkFolder' | 'restoreWorkFolder'> {
  return {
    clearWorkFolder: async () => {
      const workDir = await chooseWorkDir(guest);
      if (workDir && (await confirm(guest, workDir))) await clear(guest, workDir);
    },
    restoreWorkFolder: async () => {
      const workDir = await chooseWorkDir(guest);
      const backup = workDir && (await chooseBackup(guest, workDir));
      if (workDir && backup) await restore(guest, workDir, backup);
    },
  };
}

async function chooseWorkDir({ folders, text }: Guest): Promise<string | undefined> {
  const all = folders.all();
  if (all.length === 0) throw fail('usage', 'no_folder');
  if (all.length === 1) return all[0];
  const entries = all.map(workDir => ({ label: folders.nameOf(workDir) ?? workDir, description: workDir, workDir }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('pick.workDir') }))?.workDir;
}

async function confirm({ text }: Guest, workDir: string): Promise<boolean> {
  const button = text.say('action.clear');
  const detail = text.say('clear.detail', { path: vscode.workspace.asRelativePath(workDir) });
  const options = { modal: true, detail };
  return (await vscode.window.showWarningMessage(text.say('clear.question'), options, button)) === button;
}

async function clear(guest: Guest, workDir: string): Promise<void> {
  const { backup } = await guest.engine.ask.clearWorkFolder({ workDir });
  guest.store.feed.runs(workDir, []);
  const undo = guest.text.say('action.undo');
  const message = guest.text.say('clear.done', { path: vscode.workspace.asRelativePath(backup) });
  // The command is done; whoever takes it back does so later.
  void vscode.window.showInformationMessage(message, undo).then(async chosen => {
    if (chosen === undo) await restore(guest, workDir, backup).catch(guest.notices.thrown);
  });
}

async function restore(guest: Guest, workDir: string, backup: string): Promise<void> {
  const { restored } = await guest.engine.ask.restoreWorkFolder({ workDir, backup });
  guest.store.feed.runs(workDir, await guest.engine.ask.watch({ workDir }));
  void vscode.window.showInformationMessage(guest.text.say(`restore.${restored}`));
}

/** Newest first; the folders' names are their times. */
async function chooseBackup({ text }: Guest, workDir: string): Promise<string | undefined> {
  const folder = path.join(workDir, 'backups');
  // A learner's own files come back by Undo Reset.
  const names = (await readdir(folder).catch(() => [])).filter(name => !name.includes('@'));
  if (names.length === 0) return void vscode.window.showInformationMessage(text.say('restore.none'));
  const entries = names.sort().reverse();
  const name = await vscode.window.showQuickPick(entries, { placeHolder: text.say('pick.backup') });
  return name && path.join(folder, name);
}
