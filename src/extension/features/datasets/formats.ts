import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { ComparedFormats } from '../../../model/formats.ts';
import { cancellable } from '../../cancellable.ts';
import type { Guest } from '../../guest.ts';
import { formatsFolder } from './formatsFolder.ts';

/** One table in four formats, really written and read on this machine; undefined when the user stopped it. */
export async function compareFormats(guest: Guest, file: string): Promise<ComparedFormats | undefined> {
  const { engine, text, folders } = guest;
  const workDir = folders.of(vscode.Uri.file(file));
  if (workDir === null) throw fail('usage', 'no_folder');
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath ?? null;
  const out = path.join(workDir, 'formats', formatsFolder(file, root));
  return cancellable({
    title: text.say('formats.running', { file: path.basename(file) }),
    run: () => engine.ask.compareFormats({ file, out, workDir }),
    stop: () => engine.ask.stopFormats({ workDir }),
  });
}
