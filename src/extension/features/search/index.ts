import * as vscode from 'vscode';
import { modelName } from '../../../model/modelName.ts';
import { fail } from '../../../model/problem.ts';
import type { SearchHit } from '../../../protocol/engine.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { passageEntry, utf16Range } from './passages.ts';

/** As many as a person reads. */
const PASSAGES = 10;

/** A question, the passages that answer it, and each at its place in the Markdown. */
export function activate(guest: Guest): Pick<CommandHandlers, 'search'> {
  let lastQuestion = '';
  return {
    search: async () => {
      const workDir = guest.store.picked()?.workDir ?? guest.folders.of(vscode.window.activeTextEditor?.document.uri);
      if (workDir === null) throw fail('usage', 'no_folder');
      const question = await askQuestion(guest, lastQuestion);
      if (!question) return;
      lastQuestion = question;
      const hit = await choosePassage(guest, workDir, question);
      if (hit) await openPassage(hit);
    },
  };
}

function askQuestion({ text }: Guest, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: text.say('search.title'),
    prompt: text.say('search.prompt'),
    placeHolder: text.say('search.example'),
    value,
  });
}

async function choosePassage(guest: Guest, workDir: string, question: string): Promise<SearchHit | undefined> {
  const { text } = guest;
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: text.say('search.title') },
    () => guest.engine.ask.search({ workDir, question, k: PASSAGES }),
  );
  if (found.results.length === 0)
    return void vscode.window.showInformationMessage(text.say('search.nothing', { question }));
  const title = text.say('search.found', {
    passages: text.count('unit.passage', found.results.length),
    ms: text.number(Math.max(1, Math.round(found.durationMs))),
    model: found.model === null ? '–' : modelName(found.model, text),
  });
  const entries = found.results.map(hit => ({ ...passageEntry(hit, text), hit }));
  const options = { title, placeHolder: question, matchOnDetail: true, matchOnDescription: true };
  return (await vscode.window.showQuickPick(entries, options))?.hit;
}

async function openPassage(hit: SearchHit): Promise<void> {
  if (hit.markdownPath === null) throw fail('data', 'markdown_gone', { uri: hit.uri });
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(hit.markdownPath));
  // VS Code shows every line end as the file has it; offsets count the file's own text.
  const [from, to] = utf16Range(document.getText(), hit.start, hit.end);
  const selection = new vscode.Range(document.positionAt(from), document.positionAt(to));
  const editor = await vscode.window.showTextDocument(document, { selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
