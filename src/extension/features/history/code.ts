import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { isStage } from '../../../model/stage.ts';
import type { Guest } from '../../guest.ts';
import type { Disposable } from '../../signal.ts';

const SCHEME = 'ingestion-workshop-code';

/**
 * The TypeScript of an activity: the file whose bundle's hash is the code version of its key. Shown, not opened: who
 * changed the shipped copy would change nothing that runs.
 */
export function serveCode({ context }: Guest): Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path: name }) =>
      readFile(context.asAbsolutePath(path.join('dist/activities', path.basename(name))), 'utf8'),
  });
}

export async function openCode(activity: string): Promise<void> {
  if (!isStage(activity)) throw fail('data', 'no_activity_code', { activity });
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${activity}.ts` });
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}
