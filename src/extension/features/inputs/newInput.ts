import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { INPUT_KINDS, NAME, inputTemplate, isAddress, nameOf, type InputKind } from './templates.ts';

/** Pages that the extension carries, and where they are copied to. */
const PAGES_IN = ['workshop', 'pre-downloaded'];
const PAGES_OUT = 'pre-downloaded';

/** Asks what is ingested and how the file is called, writes it, opens it. */
export async function newInput(guest: Guest): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) throw fail('usage', 'no_folder');
  const kind = await chooseKind(guest);
  const address = kind && (await askAddress(guest, kind));
  const name = address === undefined ? undefined : await askName(guest, kind);
  if (kind === undefined || address === undefined || name === undefined) return;
  const file = vscode.Uri.joinPath(folder.uri, `${name}.ingest.yaml`);
  if (await exists(file)) throw fail('usage', 'file_exists', { path: file.fsPath });
  const pages = kind === 'downloaded' ? await copyPages(guest, folder.uri) : [];
  const text = inputTemplate(kind, { address, pages }, guest.text);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(file);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file');
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

async function chooseKind({ text }: Guest): Promise<InputKind | undefined> {
  const entries = INPUT_KINDS.map(kind => ({
    label: text.say(`newInput.${kind}`),
    detail: text.say(`newInput.${kind}.detail`),
    value: kind,
  }));
  return (
    await vscode.window.showQuickPick(entries, {
      title: text.say('newInput.title'),
      placeHolder: text.say('newInput.what'),
    })
  )?.value;
}

/** Empty where the kind needs none. */
async function askAddress({ text, settings }: Guest, kind: InputKind): Promise<string | undefined> {
  if (kind === 'downloaded') return '';
  if (kind === 'practice') return `http://127.0.0.1:${settings['practiceSite.port'].value}/`;
  const typed = await vscode.window.showInputBox({
    title: text.say('newInput.title'),
    prompt: text.say('newInput.askAddress'),
    placeHolder: 'https://',
    validateInput: value => (isAddress(value.trim()) ? null : text.say('newInput.badAddress')),
  });
  return typed?.trim();
}

async function askName({ text }: Guest, kind: InputKind | undefined): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: text.say('newInput.title'),
    prompt: text.say('newInput.name'),
    value: text.say(`newInput.${kind}.file`),
    validateInput: value => (NAME.test(nameOf(value)) ? null : text.say('newInput.badName')),
  });
  return typed === undefined ? undefined : nameOf(typed);
}

const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

/** Paths relative to the input. A page that is already there is the learner's and stays. */
async function copyPages({ context }: Guest, folder: vscode.Uri): Promise<readonly string[]> {
  const from = vscode.Uri.joinPath(context.extensionUri, ...PAGES_IN);
  const names = (await vscode.workspace.fs.readDirectory(from))
    .map(([name]) => name)
    .filter(name => name.endsWith('.html'));
  for (const name of names) {
    const to = vscode.Uri.joinPath(folder, PAGES_OUT, name);
    if (!(await exists(to))) await vscode.workspace.fs.copy(vscode.Uri.joinPath(from, name), to);
  }
  return names.sort().map(name => `${PAGES_OUT}/${name}`);
}
