import * as vscode from 'vscode';
import { isInputName } from '../model/inputNames.ts';
import { isRulesName, saysRules } from '../model/quality/rulesFile.ts';
import { isWorkshopName, saysWorkshop } from '../model/workshop/workshopFile.ts';
import { isApiConfig } from './apiConfigs.ts';
import { saysInput } from './inputNames.ts';

const PATTERN = '**/*.ingest.{yaml,yml,json}';

/** Bounds the search in a huge folder; nobody picks from a longer list. */
const MOST = 200;

export const INPUT_SELECTOR: vscode.DocumentSelector = [
  { scheme: 'file', pattern: PATTERN },
  { scheme: 'file', language: 'yaml' },
  { scheme: 'file', language: 'json' },
];

/** By its name, or by the schema that it names. */
export function isInput(document: vscode.TextDocument): boolean {
  if (document.uri.scheme !== 'file') return false;
  if (isInputName(document.fileName)) return true;
  if (document.languageId !== 'yaml' && document.languageId !== 'json') return false;
  return saysInput(document.getText(new vscode.Range(0, 0, 20, 0)));
}

/** A file whose keys and values we know. */
export const isKnownFile = (document: vscode.TextDocument): boolean =>
  isInput(document) || isApiConfig(document.uri) || isRules(document) || isWorkshop(document);

/** Many tools have a `rules.yaml`: only one that says it is ours, or nothing yet. */
const isRules = (document: vscode.TextDocument): boolean =>
  document.uri.scheme === 'file' &&
  isRulesName(document.fileName) &&
  saysRules(document.getText(new vscode.Range(0, 0, 1000, 0)));

const isWorkshop = (document: vscode.TextDocument): boolean =>
  document.uri.scheme === 'file' &&
  isWorkshopName(document.fileName) &&
  saysWorkshop(document.getText(new vscode.Range(0, 0, 1000, 0)));

export async function findInputs(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(PATTERN, '**/{node_modules,.git,.ingestion-workshop}/**', MOST);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

export function watchInputs(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(PATTERN, false, true, false);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
