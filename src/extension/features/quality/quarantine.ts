import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import { placeInDataset } from '../../../model/dataset/layout.ts';
import { fail } from '../../../model/problem.ts';
import type { QuarantineAnswer, ValidationAnswer } from '../../../protocol/quality.ts';
import { cancellable } from '../../cancellable.ts';
import type { Guest } from '../../guest.ts';
import { namesOf } from './tellVerdict.ts';
import { askedOf, type Target, type Validations } from './validations.ts';

/** What it would take is said first. Config `quarantine_no_dataset`. */
export async function quarantineRows(
  guest: Guest,
  { target, found, validations }: { target: Target; found: ValidationAnswer; validations: Validations },
): Promise<void> {
  const { engine, text } = guest;
  if (!found.quarantine)
    throw fail('config', 'quarantine_no_dataset', { path: target.path, file: '_state/dataset.json' });
  if (found.quarantine.rows === 0) return void vscode.window.showInformationMessage(text.say('quarantine.none'));
  if (!(await confirm(guest, found))) return;
  const id = randomUUID();
  const answer = await cancellable({
    title: text.say('quarantine.running', { name: path.basename(target.path) }),
    run: () => engine.ask.quarantineRows({ id, ...askedOf(guest, target) }),
    stop: () => engine.ask.stopValidation({ id }),
  });
  if (!answer) return;
  validations.keep(answer.validation);
  await guest.call('refreshDatasets');
  tell(guest, answer).catch(guest.notices.thrown);
}

async function confirm({ text }: Guest, { quarantine, view: { rules } }: ValidationAnswer): Promise<boolean> {
  const { rows = 0, days = 0 } = quarantine ?? {};
  const question = text.say('quarantine.question', {
    rows: text.count('unit.row', rows),
    days: text.count('unit.day', days),
  });
  const detail = text.say('quarantine.detail', { rules: namesOf(rules, 'failed') });
  const button = text.say('quarantine.button');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

async function tell(guest: Guest, { rows, days, left, validation }: QuarantineAnswer): Promise<void> {
  const { text } = guest;
  const done = text.say('quarantine.done', { rows: text.count('unit.row', rows), days: text.count('unit.day', days) });
  const notes = [
    ...(left > 0 ? [text.say('error.quarantine_left', { rows: text.number(left) })] : []),
    ...(validation.view.validation === 'failed'
      ? [text.say('quarantine.still', { rules: namesOf(validation.view.rules, 'failed', 'could_not_run') })]
      : []),
  ];
  const button = text.say('dataset.showDeadLetters');
  const say = notes.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await say([done, ...notes].join(' '), button)) !== button) return;
  const { folder } = placeInDataset(validation.path.replaceAll(path.sep, '/'));
  await guest.call('showDeadLetters', { kind: 'dataset', folder: path.normalize(folder) });
}
