import * as vscode from 'vscode';
import type { FilePlace } from '../protocol/page.ts';

/** Shows a place of a file in an editor. `beside` leaves the page that was clicked in sight. */
export async function openPlace({ file, line, column }: FilePlace, beside = false): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    selection: new vscode.Range(at, at),
    ...(beside && { viewColumn: vscode.ViewColumn.Beside }),
  });
}
