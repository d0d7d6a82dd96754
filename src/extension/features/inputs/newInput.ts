import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { pickFolder } from '../../workFolders.ts';
import { askAddress, askName, exists, writeNew } from './askName.ts';
import { INPUT_KINDS, inputFile, inputTemplate, type InputKind, type WrittenKind } from './templates.ts';

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
  const { text } = guest;
  const address = await addressOf(guest, kind);
  if (!address) return undefined;
  const [title, prompt] = [text.say('newInput.title'), text.say('newInput.name')];
  const proposed = text.say(`newInput.${kind}.file`);
  const name = await askName(guest, { title, prompt, proposed, folder, fileOf: inputFile });
  if (!name) return undefined;
  const file = vscode.Uri.joinPath(folder, inputFile(name));
  await writeNew(file, inputTemplate(kind, address, text));
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

async function addressOf(guest: Guest, kind: WrittenKind): Promise<string | undefined> {
  const { text, settings } = guest;
  if (kind === 'practice') return `http://127.0.0.1:${settings['practiceSite.port'].value}/`;
  return askAddress(guest, { title: text.say('newInput.title'), prompt: text.say('newInput.askAddress') });
}

/** A file that is already there is the learner's and stays. */
async function copyShipped({ context }: Guest, folder: vscode.Uri): Promise<vscode.Uri> {
  const from = vscode.Uri.joinPath(context.extensionUri, 'workshop', SHIPPED);
  for (const [name] of await vscode.workspace.fs.readDirectory(from)) {
    const to = vscode.Uri.joinPath(folder, SHIPPED, name);
    if (!(await exists(to))) await vscode.workspace.fs.copy(vscode.Uri.joinPath(from, name), to);
  }
  return vscode.Uri.joinPath(folder, SHIPPED, `${SHIPPED}.ingest.yaml`);
}
