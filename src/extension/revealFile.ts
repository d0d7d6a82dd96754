import * as vscode from 'vscode';

/** The system's own file manager reaches only what lies on this machine. */
const isHere = (): boolean => vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;

export const revealsFiles = (file: vscode.Uri): boolean =>
  isHere() || vscode.workspace.getWorkspaceFolder(file) !== undefined;

/** Shows it among its neighbours. */
export const revealFile = (file: vscode.Uri): Thenable<unknown> =>
  vscode.commands.executeCommand(isHere() ? 'revealFileInOS' : 'revealInExplorer', file);
