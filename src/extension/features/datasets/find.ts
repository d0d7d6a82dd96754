import path from 'node:path';
import * as vscode from 'vscode';
import type { DatasetPlaces } from '../../../protocol/datasets.ts';
import { currentFolderOf, findApiConfigs, watchApiConfigs } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import { isFolder } from '../../whenFolderIsThere.ts';

/** What every dataset has, where courses and the command line put theirs by default. */
const STATES = '**/data/**/_state/dataset.json';
const NOT_THERE = '**/{node_modules,.git,.ingestion-workshop}/**';
const MOST = 200;

/** Of a dataset, wherever it is: each of them changes when one is written, the last of them at the end. */
const CHANGES = [
  '**/_state/{dataset,watermarks,days,validations}.json',
  '**/partition_date=*/_SUCCESS',
  '**/_dead_letters/*.jsonl',
];

export async function findPlaces({ folders }: Guest): Promise<DatasetPlaces> {
  const [configs, states] = await Promise.all([findApiConfigs(), vscode.workspace.findFiles(STATES, NOT_THERE, MOST)]);
  const workDirs = folders.all();
  // An engine that looks at a folder without runs would only wait for some.
  const withRuns = await Promise.all(workDirs.map(dir => isFolder(path.join(dir, 'runs'))));
  return {
    workDirs: workDirs.filter((_, at) => withRuns[at]),
    configs: configs.map(uri => ({ file: uri.fsPath, currentFolder: currentFolderOf(uri) })),
    folders: states.map(uri => path.dirname(path.dirname(uri.fsPath))),
  };
}

export function watchPlaces(changed: () => void): vscode.Disposable[] {
  const watchers = CHANGES.map(pattern => vscode.workspace.createFileSystemWatcher(pattern));
  for (const watcher of watchers) {
    watcher.onDidCreate(changed);
    watcher.onDidChange(changed);
    watcher.onDidDelete(changed);
  }
  return [...watchers, watchApiConfigs(changed), vscode.workspace.onDidChangeWorkspaceFolders(changed)];
}

/** Those of other folders of this machine are somebody else's. */
export const isInWorkspace = (folder: string): boolean =>
  vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder)) !== undefined;
