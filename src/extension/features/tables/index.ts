import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { once } from '../../once.ts';
import { createPanels } from '../../panels.ts';
import { TABLE_EDITOR } from '../../views.ts';
import type { TableDocument } from './tables.ts';

/** Parquet files, and folders of them, as tables. All but this is read when the first of them is opened. */
export function activate(guest: Guest): Pick<CommandHandlers, 'openTable'> {
  const tables = once(async () => (await import('./tables.ts')).createTables(guest));
  const folders = createPanels(guest, { page: 'table', icon: 'table' }, async () => (await tables()).folderPanel);
  const provider: vscode.CustomReadonlyEditorProvider<TableDocument> = {
    openCustomDocument: async uri => (await tables()).openFile(uri),
    resolveCustomEditor: async (document, panel) => (await tables()).showFile(document, panel),
  };
  const options = { supportsMultipleEditorsPerDocument: true };
  guest.own(vscode.window.registerCustomEditorProvider(TABLE_EDITOR, provider, options));
  return {
    openTable: async given => {
      const { openTable } = await import('./openTable.ts');
      await openTable({ guest, tables: await tables(), folders }, given);
    },
  };
}
