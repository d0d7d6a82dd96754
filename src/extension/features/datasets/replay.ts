import * as vscode from 'vscode';
import type { ReplayAnswer } from '../../../protocol/datasets.ts';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';
import { chooseLetters } from './chooseLetters.ts';

/** Chosen dead letters take the way of all rows once more. `show`: what is left, as a document. */
export async function replayDeadLetters(guest: Guest, folder: string, show: () => unknown): Promise<void> {
  const { engine, text } = guest;
  const ids = await chooseLetters(guest, folder, 'replay');
  if (ids === undefined) return;
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: text.say('replay.running') },
    () => engine.ask.replayDeadLetters({ folder, ...(ids !== 'all' && { ids }) }),
  );
  void tell(guest, answer, show).catch(guest.notices.thrown);
}

async function tell({ text }: Guest, answer: ReplayAnswer, show: () => unknown): Promise<void> {
  const { replayed, remaining, failed } = answer;
  const params = { replayed: text.number(replayed), remaining: text.number(remaining) };
  const [first] = failed;
  const done = text.say('replay.done', params);
  if (!first) return void (await vscode.window.showInformationMessage(done));
  const message = `${done} ${text.say('replay.failed', { n: text.number(failed.length), reason: reasonText(first.reason, text) })}`;
  const button = text.say('dataset.showDeadLetters');
  if ((await vscode.window.showWarningMessage(message, button)) === button) show();
}
