import * as vscode from 'vscode';
import { yamlScalar } from '../model/yamlScalar.ts';
import type { InputProblem } from '../protocol/engine.ts';
import type { Guest } from './guest.ts';
import { INPUT_SELECTOR } from './inputFiles.ts';

/** What was meant, where somebody knows it. The editor gives back the very diagnostics that it was given. */
const meant = new WeakMap<vscode.Diagnostic, string>();

export function offerFix(diagnostic: vscode.Diagnostic, { hint }: Pick<InputProblem, 'hint'>): void {
  const nearest = hint?.code === 'did_you_mean' ? hint.params['nearest'] : undefined;
  if (nearest !== undefined) offerWord(diagnostic, String(nearest));
}

export const offerWord = (diagnostic: vscode.Diagnostic, word: string): void => void meant.set(diagnostic, word);

/** Misspelt words of input files are corrected where they stand. */
export function provideFixes({ own, text }: Guest): void {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, _, { diagnostics }) =>
      diagnostics.flatMap(diagnostic => {
        const word = meant.get(diagnostic);
        if (word === undefined) return [];
        const action = new vscode.CodeAction(text.say('fix.change', { word }), vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.replace(document.uri, diagnostic.range, written(word, document.getText(diagnostic.range)));
        action.diagnostics = [diagnostic];
        action.isPreferred = true;
        return [action];
      }),
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
  own(vscode.languages.registerCodeActionsProvider(INPUT_SELECTOR, provider, { providedCodeActionKinds }));
}

/** In the quotes that stand there. */
function written(word: string, before: string): string {
  if (before.startsWith('"')) return JSON.stringify(word);
  return before.startsWith("'") ? `'${word.replaceAll("'", "''")}'` : yamlScalar(word);
}
