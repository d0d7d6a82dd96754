import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { SearchHit } from '../../../protocol/search.ts';
import { utf16Range } from './passages.ts';

type Place = Pick<SearchHit, 'uri' | 'markdownPath' | 'start' | 'end'>;

/** A passage, selected at its place in its Markdown. `beside` leaves the page that was clicked in sight. */
export async function openPassage({ uri, markdownPath, start, end }: Place, beside = false): Promise<void> {
  if (markdownPath === null) throw fail('data', 'markdown_gone', { uri });
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(markdownPath));
  // VS Code shows every line end as the file has it; offsets count the file's own text.
  const [from, to] = utf16Range(document.getText(), start, end);
  const selection = new vscode.Range(document.positionAt(from), document.positionAt(to));
  const column = beside ? { viewColumn: vscode.ViewColumn.Beside } : {};
  const editor = await vscode.window.showTextDocument(document, { selection, ...column });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
