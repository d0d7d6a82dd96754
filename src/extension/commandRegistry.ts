import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';
import { commandId } from './commandId.ts';
import type { CommandEntry } from './commandEntry.ts';
import type { CommandHandlers, CommandName } from './commands.ts';
import type { Notices } from './notices.ts';

/** Registers what a feature gives. A failure of any handler reaches the user here and nowhere else. */
export function registerCommands(handlers: Partial<CommandHandlers>, notices: Notices): vscode.Disposable[] {
  return Object.entries(handlers).map(([key, handler]) => {
    // SAFETY: CommandHandlers has no other keys.
    const name = key as CommandName;
    // SAFETY: each place hands over what CommandArguments says, or nothing; handlers check what they get.
    const run = handler as (...args: unknown[]) => unknown;
    return vscode.commands.registerCommand(commandId(name), async (...args: unknown[]) => {
      try {
        if (!vscode.workspace.isTrusted) await needTrust(name);
        return await run(...args);
      } catch (error) {
        return notices.thrown(error);
      }
    });
  });
}

/** Enablement greys a button out; a key binding or another extension can still call. */
async function needTrust(name: CommandName): Promise<void> {
  const { commandTable } = await import('./commands.ts');
  const entry: CommandEntry = commandTable[name];
  if (entry.runs) throw fail('usage', 'not_trusted');
}
