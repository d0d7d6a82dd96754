import * as vscode from 'vscode';
import { toldText } from '../../../model/quality/reportWords.ts';
import type { RuleFault, ValidationAnswer } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';
import { offerWord } from '../../wordFixes.ts';

/** Rules that could not run, as problems of their file; a rules file that was changed may have none of them any more. */
export function createRuleProblems(guest: Guest): { tell(answer: ValidationAnswer): void } {
  const shown = vscode.languages.createDiagnosticCollection('ingestionWorkshop');
  guest.own(
    shown,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) shown.delete(document.uri);
    }),
  );
  return {
    tell: ({ rules, faults }) => {
      if (rules === null) return;
      const file = vscode.Uri.file(rules.file);
      shown.set(
        file,
        faults.filter(fault => !isTold(file, fault)).map(fault => diagnosticOf(fault, guest)),
      );
    },
  };
}

/** The file names its data itself, and is open: then its editor says it. */
function isTold(file: vscode.Uri, fault: RuleFault): boolean {
  const { start } = rangeOf(fault);
  return vscode.languages
    .getDiagnostics(file)
    .some(({ range, code }) => code === 'rule_column_unknown' && range.start.line === start.line);
}

function diagnosticOf(fault: RuleFault, { text }: Guest): vscode.Diagnostic {
  const { Warning } = vscode.DiagnosticSeverity;
  const made = new vscode.Diagnostic(rangeOf(fault), toldText(fault.told, text), Warning);
  made.source = text.say('name');
  made.code = fault.told.code.replace(/^could_not_run\./, '');
  if (fault.meant !== null) offerWord(made, fault.meant);
  return made;
}

function rangeOf({ line, span }: RuleFault): vscode.Range {
  if (span === null) return new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  return new vscode.Range(span.line - 1, span.column - 1, span.endLine - 1, span.endColumn - 1);
}
