import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Problem, Reason } from '../../../model/problem.ts';
import type { SourceView } from '../../../model/view.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import type { RunKey } from '../../nodes.ts';
import { reasonText } from '../../problemText.ts';
import type { Disposable } from '../../signal.ts';

export interface Faults {
  /** Shows where the code went wrong, if it says so; its files are relative to the first of the folders where they are. */
  show(problem: Problem | null, ...folders: readonly string[]): void;
  /** What was said of the files of a folder is about an earlier try. */
  clear(...folders: readonly string[]): void;
}

/** A fault of a learner's code stands in Problems, at its line, until the file is changed or tried anew. */
export function watchFaults(guest: Guest): Faults {
  const { text, own } = guest;
  const shown = vscode.languages.createDiagnosticCollection('ingestionWorkshop activities');
  const faults: Faults = {
    show(problem, ...folders) {
      if (!problem?.code.startsWith('activity_') || problem.file === undefined) return;
      const { file, line = 1 } = problem;
      const places = folders.map(folder => path.resolve(folder, file));
      const found = places.find(existsSync) ?? places[0] ?? file;
      void mark(vscode.Uri.file(found), line, problem).catch(guest.notices.thrown);
    },
    clear(...folders) {
      shown.forEach(uri => {
        if (folders.some(folder => !path.relative(folder, uri.fsPath).startsWith('..'))) shown.delete(uri);
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
    ...watchRuns(guest, faults),
  );
  return faults;
}

/** Runs of this window alone: those of long ago are told, too, and their code is another by now. */
function watchRuns({ store, started, notices }: Guest, faults: Faults): Disposable[] {
  const ours = new Map<string, RunKey>();
  const foldersOf = (key: RunKey): readonly string[] => {
    const input = store.run(key)?.inputFile;
    return input ? [path.dirname(input), currentFolderOf(vscode.Uri.file(input))] : [];
  };
  function show(key: RunKey, sources: readonly (SourceView | null)[]): void {
    const folders = foldersOf(key);
    if (folders.length === 0) return;
    for (const source of sources) for (const { problem } of source?.stages ?? []) faults.show(problem, ...folders);
  }
  /** A short run has ended before anybody listens: once more when all of it is known. */
  function lookAtEnded(): void {
    for (const [id, key] of ours) {
      const run = store.run(key);
      if (!run || run.status === 'RUNNING') continue;
      ours.delete(id);
      void store.loadSources(key).then(sources => show(key, sources), notices.thrown);
    }
  }
  return [
    started.listen(key => {
      ours.set(key.runId, key);
      faults.clear(...foldersOf(key));
      lookAtEnded();
    }),
    store.runsChanged.listen(lookAtEnded),
    store.sourcesChanged.listen(({ changed, ...key }) => {
      if (ours.has(key.runId))
        show(
          key,
          changed.map(uri => store.source(key, uri)),
        );
    }),
  ];
}
