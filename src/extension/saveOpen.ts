import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';

/** What is run is what is on the screen: an unsaved file is saved first. System `not_saved`. */
export async function saveOpen(file: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === file.toString());
  if (open) await saveDocument(open);
}

/** How often, and how long between (ms). */
const [TRIES, PAUSE_MS] = [5, 200];

/** VS Code's own saving after a delay may be under way: then `save` says false, and soon all is saved. System `not_saved`. */
export async function saveDocument(document: vscode.TextDocument): Promise<void> {
  for (let left = TRIES; document.isDirty && !(await document.save()) && document.isDirty; left -= 1) {
    if (left === 0) throw fail('system', 'not_saved', { path: document.uri.fsPath });
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
