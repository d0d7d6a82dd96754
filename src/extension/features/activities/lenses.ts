import * as vscode from 'vscode';
import { commandId } from '../../commandId.ts';
import type { CommandName } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { ACTIVITIES } from './files.ts';

const BUTTONS = ['tryActivity', 'debugActivity', 'useActivity'] as const satisfies readonly CommandName[];

/** Over the function of an activity: what can be done with it, or why nothing can be. */
export function provideLenses({ text, settings, own }: Guest): void {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      // Not of one side of a comparison, which has the same name.
      if (!vscode.workspace.getWorkspaceFolder(document.uri)) return [];
      const at = document.positionAt(Math.max(document.getText().search(/^export default\b/m), 0));
      return commands(document.uri).map(command => new vscode.CodeLens(new vscode.Range(at, at), command));
    },
  };

  function commands(file: vscode.Uri): vscode.Command[] {
    if (file.scheme !== 'file') return [{ title: text.say('activities.lens.noDisk'), command: '' }];
    if (!vscode.workspace.isTrusted)
      return [{ title: text.say('activities.lens.untrusted'), command: 'workbench.trust.manage' }];
    return BUTTONS.map(name => ({
      title: text.say(`activities.lens.${name}`),
      command: commandId(name),
      arguments: [file],
    }));
  }

  own(
    changed,
    vscode.languages.registerCodeLensProvider(ACTIVITIES, provider),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    settings.language.listen(() => changed.fire()),
  );
}
