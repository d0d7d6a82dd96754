import * as vscode from 'vscode';
import type { InputProblem } from '../../../protocol/engine.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import { isInput, isKnownFile } from '../../inputFiles.ts';
import { isInputName } from '../../../model/inputNames.ts';
import { reasonText } from '../../problemText.ts';
import { offerFix } from '../../wordFixes.ts';
import { onlyOurs } from './otherTools.ts';
import { otherTools } from './readers.ts';

/** Long enough that a word is typed, short enough to feel at once. */
const DELAY_MS = 200;

/** Problems of every open input file, checked by the engine process. */
export function watchDiagnostics(guest: Guest): void {
  const shown = vscode.languages.createDiagnosticCollection('ingestionWorkshop');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function later(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (!isKnownFile(document)) return shown.delete(document.uri);
    timers.set(
      key,
      setTimeout(() => void check(document), DELAY_MS),
    );
  }

  async function check(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    try {
      const place = { file: document.fileName, currentFolder: currentFolderOf(document.uri) };
      const found = await guest.engine.ask.checkInput({ ...place, text: document.getText() });
      if (document.isClosed || document.version !== version) return;
      shown.set(
        document.uri,
        onlyOurs(found, otherTools(document)).map(problem => diagnostic(problem, guest)),
      );
    } catch (error) {
      // Typing must not raise notifications; a process that is gone says so itself.
      guest.log.error(`checkInput ${document.fileName}: ${String(error)}`);
    }
  }

  const all = () => {
    for (const document of vscode.workspace.textDocuments) later(document);
    nameInputs(guest);
  };
  guest.own(
    shown,
    vscode.workspace.onDidOpenTextDocument(document => (later(document), nameInputs(guest))),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) later(document);
    }),
    vscode.workspace.onDidCloseTextDocument(document => (shown.delete(document.uri), nameInputs(guest))),
    vscode.workspace.onDidSaveTextDocument(() => nameInputs(guest)),
    guest.settings.language.listen(all),
    { dispose: () => timers.forEach(timer => clearTimeout(timer)) },
  );
  all();
}

/** Open inputs that their name does not give away: their editors get the play button too. */
function nameInputs({ keys }: Guest): void {
  const inputs = vscode.workspace.textDocuments.filter(
    document => !isInputName(document.fileName) && isInput(document),
  );
  keys.set(
    'ingestionWorkshop.inputFiles',
    inputs.map(document => document.uri.fsPath),
  );
}

function diagnostic(problem: InputProblem, { text }: Guest): vscode.Diagnostic {
  const { line, column, endLine, endColumn, severity, code } = problem;
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const { Error, Warning } = vscode.DiagnosticSeverity;
  const made = new vscode.Diagnostic(range, sentence(problem, text), severity === 'error' ? Error : Warning);
  made.source = text.say('name');
  made.code = code;
  offerFix(made, problem);
  return made;
}

/** What was meant comes first: the list of problems cuts long lines. Some sentences say it already. */
function sentence(problem: InputProblem, text: Guest['text']): string {
  const { hint, params } = problem;
  const said = reasonText(problem, text);
  return hint === undefined || 'nearest' in params ? said : `${text.say(`hint.${hint.code}`, hint.params)} ${said}`;
}
