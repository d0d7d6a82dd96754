import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';

/** What is run is what is on the screen: an unsaved file is saved first. System `not_saved`. */
export async function saveOpen(file: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === file.toString());
  // VS Code's own saving after a delay may come first: then it says false, and all is saved.
  if (open?.isDirty && !(await open.save()) && open.isDirty) throw fail('system', 'not_saved', { path: file.fsPath });
}
