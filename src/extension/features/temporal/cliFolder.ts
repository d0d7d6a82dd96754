import path from 'node:path';
import type { ExtensionContext } from 'vscode';

/** Where the `temporal` program is that was installed from here: a Python environment. */
export const cliFolder = ({ globalStorageUri }: Pick<ExtensionContext, 'globalStorageUri'>): string =>
  path.join(globalStorageUri.fsPath, 'temporal-cli');
