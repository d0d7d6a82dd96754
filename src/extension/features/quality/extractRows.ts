import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { cancellable } from '../../cancellable.ts';
import type { Guest } from '../../guest.ts';
import { needDisk } from '../../saveFile.ts';
import { askedOf, type Target } from './validations.ts';

const FORMATS = ['csv', 'parquet'] as const;

/** All failing rows of a rule, whole, as a file of a folder that is chosen. */
export async function extractRows(guest: Guest, target: Target, rule: string): Promise<void> {
  const { text, engine } = guest;
  const formats = FORMATS.map(format => ({ label: format === 'csv' ? 'CSV' : 'Parquet', format }));
  const chosen = await vscode.window.showQuickPick(formats, { placeHolder: text.say('validation.chooseFormat') });
  const [folder] = (chosen && (await chooseFolder(guest))) ?? [];
  if (!chosen || !folder) return;
  needDisk(folder);
  const id = randomUUID();
  const asked = { id, ...askedOf(guest, target), rule, folder: folder.fsPath, format: chosen.format };
  const done = await cancellable({
    title: text.say('validation.extracting', { name: path.basename(target.path) }),
    run: () => engine.ask.extractRows(asked),
    stop: () => engine.ask.stopValidation({ id }),
  });
  if (done) tell(guest, done).catch(guest.notices.thrown);
}

const chooseFolder = ({ text }: Guest): Thenable<vscode.Uri[] | undefined> => {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showOpenDialog({
    ...{ canSelectFolders: true, canSelectFiles: false, openLabel: text.say('validation.extractTo') },
    ...(first && { defaultUri: first }),
  });
};

async function tell(guest: Guest, { file, rows }: { file: string; rows: number }): Promise<void> {
  const { text } = guest;
  const open = text.say('action.openFile');
  const said = text.say('validation.extracted', {
    ...{ rows: text.count('unit.row', rows), file: vscode.workspace.asRelativePath(file) },
  });
  if ((await vscode.window.showInformationMessage(said, open)) !== open) return;
  if (file.endsWith('.parquet')) await guest.call('openTable', { path: file, row: null, column: null });
  else await vscode.window.showTextDocument(vscode.Uri.file(file));
}
