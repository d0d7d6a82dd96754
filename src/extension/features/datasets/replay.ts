import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DatasetView } from '../../../model/dataset/view.ts';
import type { ReplayAnswer } from '../../../protocol/datasets.ts';
import { cancellable } from '../../cancellable.ts';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';
import { chooseLetters } from './chooseLetters.ts';

type Place = Pick<DatasetView, 'folder' | 'config'>;

/** Chosen dead letters take the way of all rows once more. `show`: what is left, as a document. */
export async function replayDeadLetters(guest: Guest, { folder, config }: Place, show: () => unknown): Promise<void> {
  const { engine, text } = guest;
  const ids = await chooseLetters(guest, folder, 'replay');
  if (ids === undefined) return;
  const id = randomUUID();
  const answer = await cancellable({
    title: text.say('replay.running'),
    run: () => engine.ask.replayDeadLetters({ id, folder, config, ...(ids !== 'all' && { ids }) }),
    stop: () => engine.ask.stopReplay({ id }),
  });
  if (answer) void tell(guest, answer, show).catch(guest.notices.thrown);
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
