import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { ComparedFormats } from '../../../model/formats.ts';
import type { Guest } from '../../guest.ts';

/** One table in four formats, really written and read on this machine; undefined when the user stopped it. */
export async function compareFormats(guest: Guest, file: string): Promise<ComparedFormats | undefined> {
  const { engine, text, folders } = guest;
  const workDir = folders.of(vscode.Uri.file(file));
  if (workDir === null) throw fail('usage', 'no_folder');
  const out = path.join(workDir, 'formats', path.basename(path.dirname(file)));
  const title = text.say('formats.running', { file: path.basename(file) });
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const stopping = token.onCancellationRequested(() => void engine.ask.stopFormats({ workDir }));
    try {
      return await engine.ask.compareFormats({ file, out, workDir });
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      stopping.dispose();
    }
  });
}
