import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import { dataAt } from '../../dataAt.ts';
import type { Guest } from '../../guest.ts';
import { TABLE_EDITOR } from '../../views.ts';
import { placeOf } from './place.ts';

/** Parquet files, and folders of them, as tables. */
export function activate(_guest: Guest): Pick<CommandHandlers, 'openTable'> {
  return {
    openTable: given => {
      const path = placeOf(given)?.path ?? dataAt(given);
      return path && vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(path), TABLE_EDITOR);
    },
  };
}
