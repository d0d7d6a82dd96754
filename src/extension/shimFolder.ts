import path from 'node:path';
import type { ExtensionContext } from 'vscode';

/** Where `ingestion-workshop` lies for terminals and schedulers of this machine: a folder that outlives our versions. */
export const shimFolder = ({ globalStorageUri }: Pick<ExtensionContext, 'globalStorageUri'>): string =>
  path.join(globalStorageUri.fsPath, 'bin');
