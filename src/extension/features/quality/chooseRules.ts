import path from 'node:path';
import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { saveOpen } from '../../saveOpen.ts';
import { byNearness } from './nearness.ts';

const RULES = '**/*rules.{json,yaml,yml}';
const NOT_THERE = '**/{node_modules,.git,.ingestion-workshop}/**';
const MOST = 50;

/** By target: the rules file that was taken last, '' for the default rules. */
const REMEMBERED = 'quality.rules';

/** `file` null: the rules that hold where no file is named. */
export interface ChosenRules {
  readonly file: string | null;
}

/** The one that was taken last comes first, then the nearest. Undefined: left, or rules were proposed, to be read first. */
export async function chooseRules(guest: Guest, target: string): Promise<ChosenRules | undefined> {
  const { context, text } = guest;
  const known: Readonly<Record<string, string>> = context.workspaceState.get(REMEMBERED, {});
  const found = (await vscode.workspace.findFiles(RULES, NOT_THERE, MOST)).map(({ fsPath }) => fsPath);
  const last = known[target];
  const files = byNearness(target, found).toSorted((a, b) => Number(b === last) - Number(a === last));
  const ofFile = (file: string) => ({
    label: path.basename(file),
    description: path.dirname(vscode.workspace.asRelativePath(file)).replace(/^\.$/, ''),
    iconPath: new vscode.ThemeIcon('file'),
    file,
  });
  const standard = { label: text.say('rules.standard'), detail: text.say('rules.standardDetail'), file: '' };
  const own = { ...standard, iconPath: new vscode.ThemeIcon('shield') };
  const proposing = { label: text.say('rules.propose'), iconPath: new vscode.ThemeIcon('lightbulb'), file: null };
  const rules = last === '' ? [own, ...files.map(ofFile)] : [...files.map(ofFile), own];
  const placeHolder = text.say('rules.which');
  const chosen = await vscode.window.showQuickPick([...rules, proposing], { placeHolder, matchOnDescription: true });
  if (!chosen) return undefined;
  if (chosen.file === null) {
    await guest.call('proposeRules', vscode.Uri.file(target));
    return undefined;
  }
  await context.workspaceState.update(REMEMBERED, { ...known, [target]: chosen.file });
  if (chosen.file === '') return { file: null };
  await saveOpen(vscode.Uri.file(chosen.file));
  return { file: chosen.file };
}
