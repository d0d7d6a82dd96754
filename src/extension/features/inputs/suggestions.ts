import * as vscode from 'vscode';
import type { CompletionItem, HoverText } from '../../../model/completion.ts';
import type { Guest } from '../../guest.ts';
import { INPUT_SELECTOR, isKnownFile } from '../../inputFiles.ts';
import { suggestsHere } from './otherTools.ts';
import { otherTools } from './readers.ts';

/** Completion and hover of input files, asked of the engine process. */
export function provideSuggestions(guest: Guest): void {
  const ours = (document: vscode.TextDocument) => isKnownFile(document) && suggestsHere(otherTools(document));
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
        const { start, end } = found.range;
        const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
        return new vscode.Hover(hover(found, guest.text), range);
      },
    }),
  );
}

/** The word and its type, what it means, and what may stand there. */
function hover(
  { title, type, required, documentation, allowed, ...rest }: HoverText,
  text: Guest['text'],
): vscode.MarkdownString {
  const lines = [
    `**${title}** \`${type}\`${required ? ` · ${text.say('input.required')}` : ''}`,
    text.say(documentation),
    ...(rest.default === undefined ? [] : [text.say('input.default', { value: rest.default })]),
    ...(allowed ? [text.say('input.allowed', { values: allowed.join(', ') })] : []),
  ];
  return new vscode.MarkdownString(lines.join('\n\n'));
}

const kinds: Readonly<Record<CompletionItem['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
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
  made.insertText = new vscode.SnippetString(item.insertText);
  made.range = new vscode.Range(document.positionAt(item.replace.start), document.positionAt(item.replace.end));
  made.sortText = String(order).padStart(4, '0');
  made.documentation = new vscode.MarkdownString(guest.text.say(item.documentation));
  return made;
}
