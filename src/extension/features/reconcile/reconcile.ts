import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { ReconcileAnswer } from '../../../protocol/engine.ts';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';
import { watchWork } from '../../watchedWork.ts';
import { countOf, findingsText } from './text.ts';

/** The index held against what the runs made, and put in order when a person says so. */
export async function reconcile(guest: Guest): Promise<void> {
  const { store, folders, text } = guest;
  const workDir = store.picked()?.workDir ?? folders.of(vscode.window.activeTextEditor?.document.uri);
  if (workDir === null) throw fail('usage', 'no_folder');
  const found = await ask(guest, { workDir, repair: false }, text.say('reconcile.comparing'));
  const { collection } = found;
  if (countOf(found) === 0)
    return void vscode.window.showInformationMessage(text.say('reconcile.inOrder', { collection }));
  const button = text.say('action.repair');
  const options = { modal: true, detail: findingsText(found, text) };
  const question = text.say('reconcile.question', { collection });
  if ((await vscode.window.showWarningMessage(question, options, button)) !== button) return;
  tellEnd(guest, await ask(guest, { workDir, repair: true }, text.say('reconcile.running', { collection })));
}

function tellEnd({ text }: Guest, done: ReconcileAnswer): void {
  const count = text.number(done.repaired);
  const left = countOf(done);
  if (left === 0) {
    void vscode.window.showInformationMessage(text.say('reconcile.done', { collection: done.collection, count }));
    return;
  }
  const reason = done.problem ? reasonText(done.problem, text) : '';
  void vscode.window.showWarningMessage(text.say('reconcile.left', { count, left: text.number(left), reason }));
}

interface Asked {
  readonly workDir: string;
  readonly repair: boolean;
}

function ask({ engine, rebuilding }: Guest, asked: Asked, title: string): Thenable<ReconcileAnswer> {
  const { workDir } = asked;
  return watchWork({
    ...{ workDir, title, moved: rebuilding },
    run: () => engine.ask.reconcile(asked),
    stop: () => engine.ask.stopRebuild({ workDir }),
  });
}
