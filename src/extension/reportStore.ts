import path from 'node:path';
import type * as vscode from 'vscode';
import type { KeptPlace } from '../protocol/quality.ts';

/** In the workspace's own storage: reports are of this machine and this person, and no file among the data. */
export const reportStore = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): Pick<KeptPlace, 'store'> => ({
  store: path.join((storageUri ?? globalStorageUri).fsPath, 'validations'),
});
