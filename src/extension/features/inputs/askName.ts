import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { freeName, isAddress, NAME, nameOf } from './templates.ts';

export interface AskedName {
  readonly title: string;
  readonly prompt: string;
  /** Without what follows it. */
  readonly proposed: string;
  readonly folder: vscode.Uri;
  fileOf(name: string): string;
}

/** Proposes a name that is free, and refuses a taken one while it is typed: nothing typed is lost. */
export async function askName({ text }: Guest, asked: AskedName): Promise<string | undefined> {
  const { title, prompt, proposed, folder, fileOf } = asked;
  const taken = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  const fault = (value: string): string | null => {
    const name = nameOf(value);
    if (!NAME.test(name)) return text.say('newInput.badName');
    return taken.has(fileOf(name)) ? text.say('newInput.taken', { file: fileOf(name) }) : null;
  };
  const value = freeName(proposed, taken, fileOf);
  const typed = await vscode.window.showInputBox({ title, prompt, value, validateInput: fault });
  return typed === undefined ? undefined : nameOf(typed);
}

/** Asks for an address of the web; `undefined`: none was given. */
export async function askAddress(
  { text }: Guest,
  asked: Readonly<Record<'title' | 'prompt', string>> & { readonly value?: string },
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    ...asked,
    placeHolder: 'https://',
    validateInput: value => (isAddress(value.trim()) ? null : text.say('newInput.badAddress')),
  });
  return typed?.trim();
}

/** Never over a file that is there. Usage `file_exists`. */
export async function writeNew(file: vscode.Uri, content: string): Promise<void> {
  if (await exists(file)) throw fail('usage', 'file_exists', { path: file.fsPath });
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
}

export const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
