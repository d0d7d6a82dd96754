import path from 'node:path';
import * as vscode from 'vscode';

/** The names that a question set may have; the first is made where there is none. */
const NAMES = ['questions.search.yaml', 'questions.search.yml', 'questions.search.json'];

/** The question set of a work folder: in the workspace folder that holds it. */
export async function findQuestions(workDir: string): Promise<{ readonly file: vscode.Uri; readonly exists: boolean }> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(workDir))?.uri.fsPath ?? path.dirname(workDir);
  for (const name of NAMES) {
    const file = vscode.Uri.file(path.join(folder, name));
    const found = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (found) return { file, exists: true };
  }
  return { file: vscode.Uri.file(path.join(folder, NAMES[0] ?? '')), exists: false };
}

/** As it stands in an open editor, saved or not. */
export const readQuestions = async (file: vscode.Uri): Promise<string> =>
  (await vscode.workspace.openTextDocument(file)).getText();

/** Through the editor, so that it can be undone and nothing that is unsaved is lost. */
export async function writeQuestions(file: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(file, all, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}
