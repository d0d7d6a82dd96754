import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import type { DatasetList } from './list.ts';

interface Removed {
  readonly folder: string;
  /** YYYY-MM-DD; null: the whole dataset. */
  readonly date: string | null;
}

/** After a question, a dataset or a day of it goes to a backup of the work folder; its message takes it back. */
export async function removeFromDataset(guest: Guest, list: DatasetList, { folder, date }: Removed): Promise<void> {
  const { folders, text, engine, notices } = guest;
  const workDir = folders.of(vscode.Uri.file(folder));
  if (workDir === null) throw fail('usage', 'no_folder');
  const what = { dataset: vscode.workspace.asRelativePath(folder), day: date ?? '' };
  const kind = date === null ? 'dataset' : 'day';
  const button = text.say('remove.button');
  const options = { modal: true, detail: text.say(`remove.${kind}.detail`) };
  if ((await vscode.window.showWarningMessage(text.say(`remove.${kind}`, what), options, button)) !== button) return;
  const { backup } = await engine.ask.removeDataset({ workDir, folder, date });
  await list.refresh();
  const offerUndo = async (): Promise<void> => {
    const undo = text.say('action.undo');
    const done = text.say(`remove.${kind}.done`, { ...what, path: vscode.workspace.asRelativePath(backup) });
    if ((await vscode.window.showInformationMessage(done, undo)) !== undo) return;
    await engine.ask.restoreWorkFolder({ workDir, backup });
    await list.refresh();
  };
  // The command is done; whoever takes it back does so later.
  offerUndo().catch(notices.thrown);
}
