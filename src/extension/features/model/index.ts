import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { createPanels } from '../../panels.ts';

/** The data model as a diagram: ours, or that of any folder of JSON Schemas. */
export function activate(guest: Guest): Pick<CommandHandlers, 'showModel' | 'showModelOfFolder'> {
  const panels = createPanels(guest, { page: 'model', icon: 'type-hierarchy' }, async () =>
    (await import('./panel.ts')).modelPanel(guest),
  );
  return {
    showModel: () => panels.show({ folder: null }),
    showModelOfFolder: async target => {
      const folder = target ?? (await chooseFolder(guest));
      if (folder) await panels.show({ folder: folder.fsPath });
    },
  };
}

async function chooseFolder({ text }: Guest): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: text.say('model.chooseFolder'),
      title: text.say('model.chooseFolder'),
    })) ?? [];
  return folder;
}
