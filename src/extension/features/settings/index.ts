import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { SECTION, settingFaults } from '../../settings.ts';

/** Says which value of a setting cannot be used, and what is used instead: at the start, and whenever one is changed. */
export function activate({ notices, own }: Guest): Record<never, never> {
  const check = () => settingFaults(vscode.workspace).forEach(notices.problem);
  check();
  own(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(SECTION)) check();
    }),
  );
  return {};
}
