import * as vscode from 'vscode';
import type { DeadLetterView } from '../../../model/dataset/view.ts';
import type { ReplayAnswer } from '../../../protocol/datasets.ts';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';

/** Chosen dead letters take the way of all rows once more. `show`: what is left, as a document. */
export async function replayDeadLetters(guest: Guest, folder: string, show: () => unknown): Promise<void> {
  const { engine, text } = guest;
  const { letters, total } = await engine.ask.deadLetters({ folder });
  if (total === 0) return void vscode.window.showInformationMessage(text.say('letters.none'));
  const ids = await chooseLetters(guest, letters, total);
  if (ids === undefined) return;
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: text.say('replay.running') },
    () => engine.ask.replayDeadLetters({ folder, ...(ids !== 'all' && { ids }) }),
  );
  void tell(guest, answer, show).catch(guest.notices.thrown);
}

/** Nothing is chosen before; all of them, those that are not listed too, when all are. */
async function chooseLetters(
  { text }: Guest,
  letters: readonly DeadLetterView[],
  total: number,
): Promise<readonly string[] | 'all' | undefined> {
  const entries = letters.map(({ id, reason, partitionDate, attempts }) => ({
    label: reasonText(reason, text),
    description: [id, ...(partitionDate === null ? [] : [partitionDate])].join(' · '),
    detail: text.count('unit.attempt', attempts),
    id,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    canPickMany: true,
    title: text.say('replay.title'),
    placeHolder: text.say('replay.which', { n: text.number(total) }),
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) return undefined;
  return chosen.length === letters.length ? 'all' : chosen.map(({ id }) => id);
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
