import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { chooseLetters } from './chooseLetters.ts';

/** Chosen dead letters go for good, after a question: their records are in no other place. */
export async function dropDeadLetters(guest: Guest, folder: string): Promise<void> {
  const { engine, text } = guest;
  const ids = await chooseLetters(guest, folder, 'drop');
  if (ids === undefined) return;
  const button = text.say('drop.button');
  const question = ids === 'all' ? text.say('drop.questionAll') : text.count('drop.question', ids.length);
  const options = { modal: true, detail: text.say('drop.forGood') };
  if ((await vscode.window.showWarningMessage(question, options, button)) !== button) return;
  const { dropped, remaining } = await engine.ask.dropDeadLetters({ folder, ...(ids !== 'all' && { ids }) });
  const params = { dropped: text.number(dropped), remaining: text.number(remaining) };
  void vscode.window.showInformationMessage(text.say('drop.done', params));
}
