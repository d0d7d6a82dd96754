import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { pickFolder } from '../../workFolders.ts';
import {
  freeName,
  INPUT_KINDS,
  inputFile,
  inputTemplate,
  isAddress,
  NAME,
  nameOf,
  type InputKind,
  type WrittenKind,
} from './templates.ts';

/** Two downloaded pages and their input, as the extension carries them. */
const SHIPPED = 'pre-downloaded';

/** Asks what is ingested and how the file is called, writes it, opens it. */
export async function newInput(guest: Guest): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const kind = await chooseKind(guest);
  if (kind === undefined) return;
  const file = kind === 'downloaded' ? await copyShipped(guest, folder.uri) : await writeInput(guest, folder.uri, kind);
  if (file) await vscode.window.showTextDocument(file);
}

async function writeInput(guest: Guest, folder: vscode.Uri, kind: WrittenKind): Promise<vscode.Uri | undefined> {
  const address = await askAddress(guest, kind);
  const name = address && (await askName(guest, kind, folder));
  if (!address || !name) return undefined;
  const file = vscode.Uri.joinPath(folder, inputFile(name));
  if (await exists(file)) throw fail('usage', 'file_exists', { path: file.fsPath });
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(inputTemplate(kind, address, guest.text)));
  return file;
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

async function askAddress({ text, settings }: Guest, kind: WrittenKind): Promise<string | undefined> {
  if (kind === 'practice') return `http://127.0.0.1:${settings['practiceSite.port'].value}/`;
  const typed = await vscode.window.showInputBox({
    title: text.say('newInput.title'),
    prompt: text.say('newInput.askAddress'),
    placeHolder: 'https://',
    validateInput: value => (isAddress(value.trim()) ? null : text.say('newInput.badAddress')),
  });
  return typed?.trim();
}

/** Proposes a name that is free, and refuses a taken one while it is typed: nothing typed is lost. */
async function askName({ text }: Guest, kind: WrittenKind, folder: vscode.Uri): Promise<string | undefined> {
  const taken = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  const fault = (value: string): string | null => {
    const name = nameOf(value);
    if (!NAME.test(name)) return text.say('newInput.badName');
    return taken.has(inputFile(name)) ? text.say('newInput.taken', { file: inputFile(name) }) : null;
  };
  const typed = await vscode.window.showInputBox({
    title: text.say('newInput.title'),
    prompt: text.say('newInput.name'),
    value: freeName(text.say(`newInput.${kind}.file`), taken),
    validateInput: fault,
  });
  return typed === undefined ? undefined : nameOf(typed);
}

const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

/** A file that is already there is the learner's and stays. */
async function copyShipped({ context }: Guest, folder: vscode.Uri): Promise<vscode.Uri> {
  const from = vscode.Uri.joinPath(context.extensionUri, 'workshop', SHIPPED);
  for (const [name] of await vscode.workspace.fs.readDirectory(from)) {
    const to = vscode.Uri.joinPath(folder, SHIPPED, name);
    if (!(await exists(to))) await vscode.workspace.fs.copy(vscode.Uri.joinPath(from, name), to);
  }
  return vscode.Uri.joinPath(folder, SHIPPED, `${SHIPPED}.ingest.yaml`);
}
