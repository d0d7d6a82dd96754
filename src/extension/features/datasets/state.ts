import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';

/** Long enough that a word is typed, short enough to feel at once. */
const DELAY_MS = 200;
const STATE_FILE = /[\\/]_state[\\/](watermarks|dataset|days)\.json$/;

/** Opens the watermarks, or what state there is without them, to be edited, after a copy was kept, and says so. */
export async function editState({ engine, text, notices }: Guest, folder: string): Promise<void> {
  const { file, backup } = await engine.ask.backUpState({ folder });
  await vscode.window.showTextDocument(vscode.Uri.file(file));
  const button = text.say('state.openCopy');
  const offer = async () => {
    const said = text.say('state.kept', { path: vscode.workspace.asRelativePath(backup) });
    if ((await vscode.window.showInformationMessage(said, button)) === button)
      await vscode.window.showTextDocument(vscode.Uri.file(backup));
  };
  // The command is done; whoever looks at the copy does so later.
  offer().catch(notices.thrown);
}

/** A state file that is open says what in it no ingestion would read. */
export function watchStates(guest: Guest): void {
  const shown = vscode.languages.createDiagnosticCollection('ingestion-workshop state');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  async function check(document: vscode.TextDocument): Promise<void> {
    const { version, fileName: file } = document;
    const found = await guest.engine.ask.checkState({ file, text: document.getText() });
    if (document.isClosed || document.version !== version) return;
    const problems = found.map(({ code, params, line, column, endLine, endColumn }) => {
      const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
      const made = new vscode.Diagnostic(range, reasonText({ code, params }, guest.text));
      made.source = guest.text.say('name');
      made.code = code;
      return made;
    });
    shown.set(document.uri, problems);
  }

  function later(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'file' || !STATE_FILE.test(document.fileName)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    // Typing must not raise notifications; a process that is gone says so itself.
    const look = () => void check(document).catch((error: unknown) => guest.log.error(String(error)));
    timers.set(key, setTimeout(look, DELAY_MS));
  }

  guest.own(
    shown,
    vscode.workspace.onDidOpenTextDocument(later),
    vscode.workspace.onDidChangeTextDocument(({ document }) => later(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri)),
    { dispose: () => timers.forEach(timer => clearTimeout(timer)) },
  );
  vscode.workspace.textDocuments.forEach(later);
}
