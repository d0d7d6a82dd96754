import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { writeProposal } from '../../../model/quality/proposalText.ts';
import type { Proposal } from '../../../model/quality/proposeRules.ts';
import { askTable } from '../../askTable.ts';
import { cancellable } from '../../cancellable.ts';
import { dataAt } from '../../dataAt.ts';
import type { Guest } from '../../guest.ts';
import { askName, writeNew } from './askName.ts';

const rulesFile = (name: string): string => `${name}-rules.yaml`;

/** Looks at a table, a day or a dataset, and writes the rules that hold for it. `given`: a row of the tree, or a file. */
export async function proposeRules(guest: Guest, given: unknown): Promise<void> {
  const { text } = guest;
  const data = dataAt(given) ?? (await askTable(text.say('propose.which')));
  if (data === undefined) return;
  const folder = folderFor(data);
  const title = text.say('propose.title');
  const prompt = text.say('propose.name');
  const name = await askName(guest, { title, prompt, proposed: nameFor(data), folder, fileOf: rulesFile });
  const proposal = name && (await look(guest, data));
  if (!name || !proposal) return;
  const file = vscode.Uri.joinPath(folder, rulesFile(name));
  await writeNew(file, textOf(guest, { proposal, data, file }));
  await vscode.window.showTextDocument(file, { preview: false });
}

/** Beside the code that uses them, and not among the data. */
function folderFor(data: string): vscode.Uri {
  const uri = vscode.Uri.file(data);
  return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..');
}

/** A day's file is called after its dataset: `part-00000` says nothing. */
function nameFor(data: string): string {
  const names = data.split(/[\\/]/).filter(name => !/^part-|=/.test(name));
  const name = (names.at(-1) ?? '').replace(/\.(?:parquet|parq|pq|pqt)$/i, '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  return name.replace(/^[._-]+/, '').slice(0, 50) || 'data';
}

function look({ engine, text }: Guest, file: string): Thenable<Proposal | undefined> {
  const id = randomUUID();
  return cancellable({
    title: text.say('propose.looking', { file: path.basename(file) }),
    run: () => engine.ask.proposeRules({ id, file }),
    stop: () => engine.ask.stopProposing({ id }),
  });
}

interface Proposed {
  readonly proposal: Proposal;
  readonly data: string;
  readonly file: vscode.Uri;
}

function textOf({ text }: Guest, { proposal, data, file }: Proposed): string {
  const inputFile = path.relative(path.dirname(file.fsPath), data).replaceAll('\\', '/');
  const rows = proposal.rows.toLocaleString(text.language);
  const files = proposal.files.toLocaleString(text.language);
  return writeProposal(proposal, {
    ...{ inputFile, language: text.language },
    head: [
      text.say('propose.head', { file: inputFile, rows, files }),
      text.say('propose.edit', { input: inputFile, file: path.basename(file.fsPath) }),
    ],
    seen: ({ code, params }) => text.say(`propose.${code}`, params),
  });
}
