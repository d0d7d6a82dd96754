import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import { chooseInput } from '../../chooseInput.ts';
import type { Guest } from '../../guest.ts';
import type { PreviewNode } from '../../nodes.ts';
import { askWhereToSave, needDisk, offerToOpen } from '../../saveFile.ts';
import { saveOpen } from '../../saveOpen.ts';
import { watchWork } from '../../watchedWork.ts';
import type { PreviewView, Shown } from './shown.ts';

/** Of what is on the screen: an unsaved input is saved first, as for a run. */
export async function previewCrawl(guest: Guest, view: PreviewView, target: vscode.Uri | undefined): Promise<void> {
  const file = target ?? (await chooseInput(guest));
  if (!file) return;
  const workDir = guest.folders.of(file);
  if (workDir === null) throw fail('usage', 'no_folder');
  await saveOpen(file);
  const { engine, text, previewing } = guest;
  const summary = await watchWork({
    ...{
      workDir,
      title: text.say('preview.running', { file: vscode.workspace.asRelativePath(file) }),
      moved: previewing,
    },
    run: () => engine.ask.previewCrawl({ file: file.fsPath, currentFolder: currentFolderOf(file), workDir }),
    stop: () => engine.ask.stopPreview({ workDir }),
  });
  await view.show({ file, workDir, summary });
}

/** Usage `preview_gone`: there is none, or its engine is gone. */
function shownBy(view: PreviewView): Shown {
  const shown = view.shown();
  if (shown === null) throw fail('usage', 'preview_gone');
  return shown;
}

export async function filterPreview({ text }: Guest, view: PreviewView): Promise<void> {
  const prompt = text.say('preview.filter');
  const given = await vscode.window.showInputBox({ prompt, value: view.filter() });
  if (given !== undefined) view.setFilter(given);
}

export async function exportPreview(guest: Guest, view: PreviewView): Promise<void> {
  const { workDir } = shownBy(view);
  const forms = [{ label: 'CSV', form: 'csv' } as const, { label: 'JSON', form: 'json' } as const];
  const chosen = await vscode.window.showQuickPick(forms, { placeHolder: guest.text.say('preview.form') });
  const file = chosen && (await askWhereToSave(`preview.${chosen.form}`));
  if (!file) return;
  needDisk(file);
  await guest.engine.ask.exportPreview({ workDir, file: file.fsPath, form: chosen.form });
  offerToOpen(guest, 'preview.saved', file);
}

/** The line of the input that lets a page in or keeps it out. */
export async function openCause({ engine }: Guest, view: PreviewView, node: PreviewNode): Promise<void> {
  if (node.kind !== 'previewed' || node.entry.cause === null) return;
  const { file } = shownBy(view);
  const document = await vscode.workspace.openTextDocument(file);
  const path = node.entry.cause;
  const at = await engine.ask.locateInInput({ file: file.fsPath, text: document.getText(), path });
  const selection = new vscode.Range(at.line - 1, at.column - 1, at.endLine - 1, at.endColumn - 1);
  await vscode.window.showTextDocument(document, { selection });
}

export const runShown = async (guest: Guest, view: PreviewView): Promise<void> =>
  void (await guest.call('run', shownBy(view).file));
