import path from 'node:path';
import * as vscode from 'vscode';
import { EXPORT_FILES, EXPORT_FORMATS, type ExportFormat } from '../../../model/exportFormat.ts';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { revealFile, revealsFiles } from '../../revealFile.ts';
import { watchWork } from '../../watchedWork.ts';

export async function exportIndex(guest: Guest): Promise<void> {
  const workDir = guest.store.picked()?.workDir ?? guest.folders.of(vscode.window.activeTextEditor?.document.uri);
  if (workDir === null) throw fail('usage', 'no_folder');
  const collection = await chooseCollection(guest, workDir);
  const format = collection && (await chooseFormat(guest));
  const folder = format && (await chooseFolder(guest, workDir));
  if (!folder || !(await mayWrite(guest, vscode.Uri.joinPath(folder, EXPORT_FILES[format])))) return;
  await exportTo(guest, { workDir, collection, format, out: folder.fsPath });
}

/** Asked only where there is a choice. Usage `nothing_to_export`. */
async function chooseCollection({ engine, text, folders }: Guest, workDir: string): Promise<string | undefined> {
  await folders.follow();
  const { collections, newest } = await engine.ask.searchScope({ workDir });
  const [only] = collections;
  if (only === undefined) throw fail('usage', 'nothing_to_export');
  if (collections.length === 1) return only.name;
  const entries = collections
    .map(({ name, chunks }) => ({ label: name, description: text.count('unit.chunk', chunks) }))
    .sort((a, b) => Number(b.label === newest) - Number(a.label === newest));
  const options = { title: text.say('export.title'), placeHolder: text.say('export.whichCollection') };
  return (await vscode.window.showQuickPick(entries, options))?.label;
}

async function chooseFormat({ text }: Guest): Promise<ExportFormat | undefined> {
  const entries = EXPORT_FORMATS.map(format => ({
    ...{ label: text.say(`export.format.${format}`), description: EXPORT_FILES[format] },
    ...{ detail: text.say(`export.for.${format}`), format },
  }));
  const options = { title: text.say('export.title'), placeHolder: text.say('export.whichFormat') };
  return (await vscode.window.showQuickPick(entries, options))?.format;
}

async function chooseFolder({ text }: Guest, workDir: string): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(workDir))?.uri;
  const chosen = await vscode.window.showOpenDialog({
    ...{
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: defaultUri ?? vscode.Uri.file(path.dirname(workDir)),
    },
    ...{ title: text.say('export.whichFolder'), openLabel: text.say('export.here') },
  });
  return chosen?.[0];
}

async function mayWrite({ text }: Guest, file: vscode.Uri): Promise<boolean> {
  const isThere = await vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return true;
  const button = text.say('action.replace');
  const question = text.say('export.replace', { path: vscode.workspace.asRelativePath(file) });
  return (await vscode.window.showWarningMessage(question, { modal: true }, button)) === button;
}

interface Asked {
  readonly workDir: string;
  readonly collection: string;
  readonly format: ExportFormat;
  /** Absolute. */
  readonly out: string;
}

async function exportTo(guest: Guest, asked: Asked): Promise<void> {
  const { engine, text, notices } = guest;
  const { workDir, collection } = asked;
  const { files, chunks } = await watchWork({
    ...{ workDir, title: text.say('export.running', { collection }), moved: guest.exporting },
    run: () => engine.ask.exportIndex(asked),
    stop: () => engine.ask.stopExport({ workDir }),
  });
  const [file] = files.map(vscode.Uri.file);
  if (!file) return;
  const names = { chunks: text.count('unit.chunk', chunks), path: vscode.workspace.asRelativePath(file) };
  // The command is done; whoever looks at the file does so later.
  void offerReveal(text.say('export.done', names), text.say('action.openFolder'), file).catch(notices.thrown);
}

async function offerReveal(message: string, button: string, file: vscode.Uri): Promise<void> {
  const buttons = revealsFiles(file) ? [button] : [];
  if ((await vscode.window.showInformationMessage(message, ...buttons)) === button) await revealFile(file);
}
