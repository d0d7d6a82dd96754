import path from 'node:path';
import * as vscode from 'vscode';
import type { Problem, Reason } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { sameRun, type RunKey } from '../../nodes.ts';
import { reasonText } from '../../problemText.ts';

export interface Faults {
  /** Shows where the code went wrong, if it says so; its files are relative to the folder. */
  show(problem: Problem | null, folder: string): void;
  /** What was said of the files of a folder is about an earlier try. */
  clear(folder: string): void;
}

/** A fault of a learner's code stands in Problems, at its line, until the file is changed or tried anew. */
export function watchFaults(guest: Guest): Faults {
  const { store, text, own } = guest;
  const shown = vscode.languages.createDiagnosticCollection('ingestionWorkshop activities');
  const ours: RunKey[] = [];
  const faults: Faults = {
    show(problem, folder) {
      if (!problem?.code.startsWith('activity_') || problem.file === undefined) return;
      const { file, line = 1 } = problem;
      void mark(vscode.Uri.file(path.resolve(folder, file)), line, problem).catch(guest.notices.thrown);
    },
    clear(folder) {
      shown.forEach(uri => {
        if (!path.relative(folder, uri.fsPath).startsWith('..')) shown.delete(uri);
      });
    },
  };

  async function mark(uri: vscode.Uri, line: number, reason: Reason): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const { range } = document.lineAt(Math.min(line, document.lineCount) - 1);
    const made = new vscode.Diagnostic(range, reasonText(reason, text), vscode.DiagnosticSeverity.Error);
    made.source = text.say('name');
    made.code = reason.code;
    const others = (shown.get(uri) ?? []).filter(one => one.message !== made.message);
    shown.set(uri, [...others, made]);
  }

  own(
    shown,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) shown.delete(document.uri);
    }),
    // Of a run that could not begin: its file is absolute by then.
    guest.problemTold.listen(problem => {
      if (problem.file !== undefined && path.isAbsolute(problem.file)) faults.show(problem, path.dirname(problem.file));
    }),
    guest.started.listen(key => {
      ours.push(key);
      const input = store.run(key)?.inputFile;
      if (input) faults.clear(path.dirname(input));
    }),
    // Runs of long ago are told, too: their code is another by now.
    store.sourcesChanged.listen(({ changed, ...key }) => {
      if (!ours.some(run => sameRun(run, key))) return;
      const input = store.run(key)?.inputFile;
      if (!input) return;
      for (const uri of changed)
        for (const { problem } of store.source(key, uri)?.stages ?? []) faults.show(problem, path.dirname(input));
    }),
  );
  return faults;
}
