import * as vscode from 'vscode';
import type { CompletionItem } from '../../../protocol/engine.ts';
import type { Guest } from '../../guest.ts';
import { INPUT_SELECTOR, isInput } from '../../inputFiles.ts';
import { suggestsHere } from './otherTools.ts';
import { otherTools } from './readers.ts';

/** Completion and hover of input files, asked of the engine process. */
export function provideSuggestions(guest: Guest): void {
  const ours = (document: vscode.TextDocument) => isInput(document) && suggestsHere(otherTools(document));
  const at = (document: vscode.TextDocument, position: vscode.Position) => ({
    file: document.fileName,
    text: document.getText(),
    offset: document.offsetAt(position),
  });
  guest.own(
    vscode.languages.registerCompletionItemProvider(
      INPUT_SELECTOR,
      {
        provideCompletionItems: async (document, position) => {
          if (!ours(document)) return [];
          const found = await guest.engine.ask.completeInput(at(document, position));
          return found.map((item, order) => completion(item, { document, guest, order }));
        },
      },
      ':',
      ' ',
      '"',
    ),
    vscode.languages.registerHoverProvider(INPUT_SELECTOR, {
      provideHover: async (document, position) => {
        if (!ours(document)) return null;
        const found = await guest.engine.ask.hoverInput(at(document, position));
        if (found === null) return null;
        const range = new vscode.Range(document.positionAt(found.from), document.positionAt(found.to));
        return new vscode.Hover(new vscode.MarkdownString(guest.text.say(found.key, found.params)), range);
      },
    }),
  );
}

const kinds: Readonly<Record<CompletionItem['kind'], vscode.CompletionItemKind>> = {
  property: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  snippet: vscode.CompletionItemKind.Snippet,
};

interface Place {
  readonly document: vscode.TextDocument;
  readonly guest: Guest;
  /** The engine's order is the schema's: required first. */
  readonly order: number;
}

function completion(item: CompletionItem, { document, guest, order }: Place): vscode.CompletionItem {
  const made = new vscode.CompletionItem(item.label, kinds[item.kind]);
  made.detail = item.detail;
  made.insertText = item.kind === 'snippet' ? new vscode.SnippetString(item.insertText) : item.insertText;
  made.range = new vscode.Range(document.positionAt(item.from), document.positionAt(item.to));
  made.sortText = String(order).padStart(4, '0');
  if (item.documentation !== null) made.documentation = new vscode.MarkdownString(guest.text.say(item.documentation));
  return made;
}
