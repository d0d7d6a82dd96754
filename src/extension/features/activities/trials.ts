import * as vscode from 'vscode';
import type { ActivityTold } from '../../../protocol/activities.ts';
import type { Guest } from '../../guest.ts';
import { openPlace } from '../../openPlace.ts';
import { trialDocument, trialSentence } from './trialText.ts';

const SCHEME = 'ingestion-workshop-trial';

interface Tried {
  /** `chunking.ts` */
  readonly name: string;
  readonly file: vscode.Uri;
}

/** What came of tries: one sentence with its buttons, and a document that cannot be changed, one a file. */
export function createTrials(guest: Guest) {
  const { text } = guest;
  const written = new Map<string, string>();
  const anew = new vscode.EventEmitter<vscode.Uri>();
  const provideTextDocumentContent = ({ path }: vscode.Uri): string => written.get(path) ?? text.say('activities.gone');
  guest.own(
    anew,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: anew.event,
      provideTextDocumentContent,
    }),
  );

  async function show(uri: vscode.Uri): Promise<void> {
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }

  return {
    async tell({ name, file }: Tried, told: ActivityTold): Promise<void> {
      // Whoever stopped it knows.
      if (told.problem?.code === 'canceled') return;
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `${file.path}.md` });
      written.set(uri.path, trialDocument(name, told, text));
      anew.fire(uri);
      const say = told.problem ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
      const buttons = { show: text.say('action.show'), open: text.say('action.openFile') };
      const chosen = await say(
        trialSentence(name, told, text),
        ...(told.problem?.file === undefined ? [] : [buttons.open]),
        buttons.show,
      );
      if (chosen === buttons.show) await show(uri);
      if (chosen === buttons.open)
        await openPlace({ file: placeOf(told, file), line: told.problem?.line ?? 1, column: 1 });
    },
  };
}

/** A file that the activity imports may be the one. */
function placeOf({ problem }: ActivityTold, file: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(file)?.uri ?? vscode.Uri.joinPath(file, '../..');
  return problem?.file === undefined ? file.fsPath : vscode.Uri.joinPath(folder, problem.file).fsPath;
}
