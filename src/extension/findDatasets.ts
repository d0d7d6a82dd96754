import path from 'node:path';
import * as vscode from 'vscode';

const DATASETS = '**/_state/dataset.json';
const NOT_THERE = '**/{node_modules,.git,.ingestion-workshop}/**';
const MOST = 100;

/** Folders of the workspace that ingestions write, absolute, in the order of their names. */
export async function findDatasets(): Promise<readonly string[]> {
  const states = await vscode.workspace.findFiles(DATASETS, NOT_THERE, MOST);
  return states.map(({ fsPath }) => path.dirname(path.dirname(fsPath))).sort();
}
