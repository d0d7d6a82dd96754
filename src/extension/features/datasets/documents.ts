import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import type { Listenable } from '../../signal.ts';

const SCHEME = 'ingestion-workshop-dataset';

/** What a document is about; kept in its address, so that a tab of an earlier session comes back. */
export type Subject = Readonly<Record<string, string>> & { readonly what: string };

type Write = (subject: Subject) => string | Promise<string>;

export interface Documents {
  /** Shows a document that is read, searched and copied like any other: Markdown as it is meant to look, JSON as text. */
  show(name: string, subject: Subject): Promise<void>;
}

/** Documents that are written when they are looked at; none is a file. `changed`: all are written anew. */
export function createDocuments(
  guest: Guest,
  writers: Readonly<Record<string, Write>>,
  changed: Listenable<void>,
): Documents {
  const anew = new vscode.EventEmitter<vscode.Uri>();
  const provideTextDocumentContent = (uri: vscode.Uri): string | Promise<string> => {
    const subject = subjectOf(uri);
    const write = writers[subject.what];
    if (!write) throw fail('usage', 'document_address', { path: uri.path });
    return write(subject);
  };
  guest.own(
    anew,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: anew.event,
      provideTextDocumentContent,
    }),
    changed.listen(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) anew.fire(uri);
    }),
  );
  return {
    async show(name, subject) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: JSON.stringify(subject) });
      const asText = () => vscode.window.showTextDocument(uri, { preview: false });
      if (!name.endsWith('.md')) return void (await asText());
      // The built-in preview may be switched off: then its Markdown is shown.
      await vscode.commands.executeCommand('markdown.showPreview', uri).then(undefined, asText);
    },
  };
}

function subjectOf(uri: vscode.Uri): Subject {
  const told: unknown = JSON.parse(uri.query);
  const fields = typeof told === 'object' && told !== null ? Object.entries(told) : [];
  const texts = fields.filter((field): field is [string, string] => typeof field[1] === 'string');
  const subject: Readonly<Record<string, string>> = Object.fromEntries(texts);
  return { ...subject, what: subject['what'] ?? '' };
}
