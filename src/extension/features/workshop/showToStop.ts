import * as vscode from 'vscode';
import { firstStatement } from '../../../model/workshop/activityFile.ts';
import { openPlace } from '../../openPlace.ts';

/** An activity beside its page, at its first statement, and stopped there unless the learner has chosen where. */
export async function showToStop(uri: vscode.Uri): Promise<void> {
  // What is not there is told by who runs it.
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => null);
  if (!document) return;
  const line = firstStatement(document.getText());
  await openPlace({ file: uri.fsPath, line: line ?? 1, column: 1 }, true);
  if (line !== null && !vscode.debug.breakpoints.some(one => isIn(one, uri))) stopAt(uri, line);
}

const isIn = (one: vscode.Breakpoint, { fsPath }: vscode.Uri): boolean =>
  one instanceof vscode.SourceBreakpoint && one.location.uri.fsPath === fsPath;

const stopAt = (uri: vscode.Uri, line: number): void =>
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(line - 1, 0)))]);
