import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { chooseLetters } from './chooseLetters.ts';

/** Chosen dead letters go for good, after a question: their records are in no other place. */
export async function dropDeadLetters(guest: Guest, folder: string): Promise<void> {
  const { engine, text } = guest;
  const ids = await chooseLetters(guest, folder, 'drop');
  if (ids === undefined) return;
  if (!(await confirmDrop(guest, ids === 'all' ? 'all' : ids.length))) return;
  const { dropped, remaining } = await engine.ask.dropDeadLetters({ folder, ...(ids !== 'all' && { ids }) });
  const params = { dropped: text.number(dropped), remaining: text.number(remaining) };
  void vscode.window.showInformationMessage(text.say('drop.done', params));
}

export async function confirmDrop({ text }: Guest, count: number | 'all'): Promise<boolean> {
  const button = text.say('drop.button');
  const question = count === 'all' ? text.say('drop.questionAll') : text.count('drop.question', count);
  const options = { modal: true, detail: text.say('drop.forGood') };
  return (await vscode.window.showWarningMessage(question, options, button)) === button;
}
