import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { ValidationAnswer } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';
import { writeFindings } from './findingsText.ts';

const SCHEME = 'ingestion-workshop-quality';

/** What the validations of this window found, as documents; each row that failed opens as JSON. */
export interface Findings {
  keep(answer: ValidationAnswer): void;
  /** Absent: of the last validation. Usage `no_findings`. */
  show(target?: string): Promise<void>;
}

export function createFindings(guest: Guest): Findings {
  const { text, engine } = guest;
  const kept = new Map<string, ValidationAnswer>();
  let last: string | undefined;
  const anew = new vscode.EventEmitter<vscode.Uri>();
  const uriOf = (target: string): vscode.Uri =>
    vscode.Uri.from({
      scheme: SCHEME,
      path: `/${text.say('findings.file', { name: path.basename(target) })}.txt`,
      query: JSON.stringify({ target }),
    });
  const written = (target: string) => {
    const answer = kept.get(target);
    return answer && writeFindings(vscode.workspace.asRelativePath(target), answer, text);
  };
  const provideTextDocumentContent = (uri: vscode.Uri): string | Promise<string> => {
    const { target, file, row } = subjectOf(uri);
    if (target === undefined) return engine.ask.tableRow({ file: file ?? '', row: Number(row ?? 0) });
    // A tab of an earlier window: what was found then is not kept.
    return written(target)?.text ?? text.say('findings.gone', { path: target });
  };
  const provideDocumentLinks = ({ uri }: vscode.TextDocument): vscode.DocumentLink[] => {
    const { target } = subjectOf(uri);
    const links = (target === undefined ? undefined : written(target)?.links) ?? [];
    return links.map(({ line, from, to, place: { file, row } }) => {
      const link = new vscode.DocumentLink(new vscode.Range(line, from, line, to), rowUri(file, row));
      link.tooltip = text.say('findings.openRow');
      return link;
    });
  };
  guest.own(
    anew,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: anew.event,
      provideTextDocumentContent,
    }),
    vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, { provideDocumentLinks }),
  );
  return {
    keep(answer) {
      kept.set(answer.path, answer);
      last = answer.path;
      anew.fire(uriOf(answer.path));
    },
    async show(target = last) {
      if (target === undefined) throw fail('usage', 'no_findings');
      await vscode.window.showTextDocument(uriOf(target), { preview: false });
    },
  };
}

const rowUri = (file: string, row: number): vscode.Uri =>
  vscode.Uri.from({
    scheme: SCHEME,
    path: `/${path.basename(path.dirname(file))} ${path.basename(file)} ${row}.json`,
    query: JSON.stringify({ file, row: String(row) }),
  });

function subjectOf(uri: vscode.Uri): { readonly target?: string; readonly file?: string; readonly row?: string } {
  const told: unknown = JSON.parse(uri.query || '{}');
  const fields = typeof told === 'object' && told !== null ? Object.entries(told) : [];
  return Object.fromEntries(fields.filter(([, value]) => typeof value === 'string'));
}
