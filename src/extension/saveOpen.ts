import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';
import { isInside } from './pathInside.ts';

/** What is run is what is on the screen: an unsaved file is saved first. System `not_saved`. */
export const saveOpen = (file: vscode.Uri): Promise<void> =>
  saveDocuments(({ uri }) => uri.toString() === file.toString());

/** All that is open of a folder and not saved. System `not_saved`, and then nothing else is done. */
export const saveInside = (folder: string): Promise<void> =>
  saveDocuments(({ uri }) => uri.scheme === 'file' && isInside(folder, uri.fsPath));

async function saveDocuments(isMeant: (document: vscode.TextDocument) => boolean): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(isMeant)) await save(document);
}

/** How often it is asked again, and how long between (ms). */
const [AGAIN, PAUSE_MS] = [5, 200];

/** VS Code's own saving after a delay may be under way: then `save` says false, and soon all is saved. */
async function save(document: vscode.TextDocument): Promise<void> {
  for (let left = AGAIN; document.isDirty && !(await document.save()) && document.isDirty; left -= 1) {
    if (left === 0) throw fail('system', 'not_saved', { path: document.uri.fsPath });
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
