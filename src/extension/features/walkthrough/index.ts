import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { WALKTHROUGH } from '../../views.ts';

/** Six steps from an empty folder to a passage; VS Code shows them and ticks them off by our context keys. */
export function activate({ context }: Guest): Pick<CommandHandlers, 'openWalkthrough'> {
  return {
    openWalkthrough: () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${WALKTHROUGH}`),
  };
}
