import * as vscode from 'vscode';
import { isApiConfigName } from '../model/inputNames.ts';

/** Configurations of `ingest-api`, by their name. */
const PATTERN = '**/*.api.{yaml,yml}';

/** Bounds the search in a huge folder; nobody picks from a longer list. */
const MOST = 200;

export const isApiConfig = ({ scheme, path }: vscode.Uri): boolean => scheme === 'file' && isApiConfigName(path);

export async function findApiConfigs(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(PATTERN, '**/{node_modules,.git,.ingestion-workshop}/**', MOST);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** Their contents too: they name the folders where datasets are. */
export function watchApiConfigs(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(PATTERN);
  watcher.onDidCreate(changed);
  watcher.onDidChange(changed);
  watcher.onDidDelete(changed);
  return watcher;
}

/** The current folder of a file that is run, as for a terminal in its workspace folder; absolute. */
export const currentFolderOf = (file: vscode.Uri): string =>
  vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath ?? vscode.Uri.joinPath(file, '..').fsPath;
