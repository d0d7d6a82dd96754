import * as vscode from 'vscode';
import type { ChunkCard, ChunkPlace, TextSpan } from '../model/chunkView.ts';
import { fail, ProblemError } from '../model/problem.ts';
import type { Disposable } from './signal.ts';
import type { Text } from './text.ts';

/** The chunk that was opened, coloured in its Markdown; what it shares with its neighbours otherwise. */
export interface ChunkMarks extends Disposable {
  /**
   * Opens the Markdown at the chunk; `beside` leaves an editor that was clicked in sight. What it answers takes these
   * colours away, and none that came later. Data `markdown_gone`, `markdown_changed`.
   */
  show(card: ChunkCard, beside?: boolean): Promise<Disposable>;
  clear(): void;
}

interface Shown {
  readonly uri: string;
  readonly chunk: vscode.DecorationOptions[];
  readonly shared: vscode.DecorationOptions[];
}

export function createChunkMarks(text: Text): ChunkMarks {
  const [chunkType, sharedType] = [decoration(CHUNK_LOOK), decoration(SHARED_LOOK)];
  let shown: Shown | null = null;

  function draw(editor: vscode.TextEditor): void {
    const here = shown?.uri === editor.document.uri.toString() ? shown : null;
    editor.setDecorations(chunkType, here?.chunk ?? []);
    editor.setDecorations(sharedType, here?.shared ?? []);
  }

  function clear(): void {
    if (shown === null) return;
    shown = null;
    vscode.window.visibleTextEditors.forEach(draw);
  }

  async function show(card: ChunkCard, beside = false): Promise<Disposable> {
    clear();
    if (card.place === null)
      throw new ProblemError(card.problem ?? fail('data', 'markdown_gone', { uri: card.uri }).problem);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(card.place.file));
    const range = rangeOf(card.place.span);
    if (!holds(document, range, card)) throw fail('data', 'markdown_changed', { path: card.place.file });
    const mine = { uri: document.uri.toString(), ...optionsOf(card, card.place, text) };
    shown = mine;
    const at = new vscode.Range(range.start, range.start);
    const editor = await vscode.window.showTextDocument(document, {
      selection: at,
      ...(beside && { viewColumn: vscode.ViewColumn.Beside }),
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    draw(editor);
    return { dispose: () => shown === mine && clear() };
  }

  const listeners = [
    vscode.window.onDidChangeVisibleTextEditors(editors => editors.forEach(draw)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === shown?.uri) clear();
    }),
  ];
  return {
    ...{ show, clear },
    dispose: () => [...listeners, chunkType, sharedType].forEach(one => one.dispose()),
  };
}

/** The file on the disk holds the chunk; an editor may hold another text, not saved yet. Line ends are VS Code's own. */
function holds(document: vscode.TextDocument, range: vscode.Range, { text }: ChunkCard): boolean {
  const plain = (value: string) => value.replace(/\r\n?/g, '\n');
  return plain(document.getText(range)).startsWith(plain(text));
}

function optionsOf({ at, total }: ChunkCard, { span, shared }: ChunkPlace, text: Text): Omit<Shown, 'uri'> {
  const number = (place: number) => text.number(place + 1);
  const name = text.say('chunks.numbered', { n: number(at), total: text.number(total) });
  const also = (other: number) => text.say('chunks.alsoIn', { n: number(other) });
  return {
    chunk: [{ range: rangeOf(span), hoverMessage: name }],
    shared: shared.map(part => ({ range: rangeOf(part), hoverMessage: also(part.neighbour) })),
  };
}

const rangeOf = ({ from, to }: TextSpan): vscode.Range =>
  new vscode.Range(from.line - 1, from.column - 1, to.line - 1, to.column - 1);

const colour = (id: string) => new vscode.ThemeColor(id);
const decoration = vscode.window.createTextEditorDecorationType;

/** High contrast has no fills: there the border says it. VS Code draws a colour that a theme lacks as nothing. */
const CHUNK_LOOK: vscode.DecorationRenderOptions = {
  backgroundColor: colour('editor.wordHighlightBackground'),
  border: '1px solid',
  borderColor: colour('editor.findMatchHighlightBorder'),
  overviewRulerColor: colour('editorOverviewRuler.wordHighlightForeground'),
  overviewRulerLane: vscode.OverviewRulerLane.Center,
};
const SHARED_LOOK: vscode.DecorationRenderOptions = {
  backgroundColor: colour('editor.findMatchHighlightBackground'),
  textDecoration: 'underline dotted',
  overviewRulerColor: colour('editorOverviewRuler.findMatchForeground'),
  overviewRulerLane: vscode.OverviewRulerLane.Right,
};
