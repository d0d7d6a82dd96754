import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { shimFolder } from '../../shimFolder.ts';
import { pickFolder } from '../../workFolders.ts';
import { shimsFor } from './shims.ts';

/** `ingestion-workshop` in every integrated terminal, for people who have no Node of their own. */
export function activate(guest: Guest): Pick<CommandHandlers, 'openTerminal'> {
  const ready = putOnPath(guest).catch((error: unknown) => guest.log.error(`shims: ${String(error)}`));
  guest.own(guest.settings.language.listen(() => describe(guest)));
  return {
    openTerminal: async () => {
      const folder = folderInFront() ?? (await pickFolder());
      if (!folder) return;
      await ready;
      const name = guest.text.say('name');
      const terminal = vscode.window.createTerminal({
        name,
        cwd: folder.uri,
        message: guest.text.say('terminal.hint'),
        // The window may speak another language than its system.
        env: { INGESTION_WORKSHOP_LANGUAGE: guest.text.language },
      });
      terminal.show();
    },
  };
}

function folderInFront(): vscode.WorkspaceFolder | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && vscode.workspace.getWorkspaceFolder(uri);
}

/**
 * The collection is kept by VS Code (`persistent`) and put into terminals before we are awake, and is forgotten with the
 * extension. It names a folder that outlives our versions; the paths inside its files are those of this one.
 */
async function putOnPath(guest: Guest): Promise<void> {
  const { environmentVariableCollection: variables } = guest.context;
  const bin = shimFolder(guest.context);
  const cli = guest.context.asAbsolutePath('dist/cli.js');
  await writeShims(bin, shimsFor({ runtime: process.execPath, cli, home: homedir() }));
  describe(guest);
  const value = `${bin}${path.delimiter}`;
  // Said again it would mark open terminals as out of date. A login shell sets PATH anew: hence the second time.
  if (variables.get('PATH')?.value !== value)
    variables.prepend('PATH', value, { applyAtProcessCreation: true, applyAtShellIntegration: true });
}

function describe({ context, text }: Guest): void {
  context.environmentVariableCollection.description = text.say('terminal.path');
}

/** Another window may write the same at the same time, and a terminal may read: each file comes whole, by a rename. */
async function writeShims(bin: string, shims: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(bin, { recursive: true });
  for (const [name, text] of Object.entries(shims)) {
    const file = path.join(bin, name);
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
    const fresh = `${file}.${process.pid}`;
    await writeFile(fresh, text);
    await chmod(fresh, 0o755);
    await rename(fresh, file);
  }
}
