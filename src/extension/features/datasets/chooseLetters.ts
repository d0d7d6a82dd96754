import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { reasonText } from '../../problemText.ts';

const MOST_OF_RECORD = 200;

/** Nothing is chosen before; `all` of them, those that are not listed too, when all are. Undefined: none, or left. */
export async function chooseLetters(
  { engine, text }: Guest,
  folder: string,
  what: 'replay' | 'drop',
): Promise<readonly string[] | 'all' | undefined> {
  const { letters, total } = await engine.ask.deadLetters({ folder });
  if (total === 0) {
    void vscode.window.showInformationMessage(text.say('letters.none'));
    return undefined;
  }
  const entries = letters.map(({ id, reason, partitionDate, record }) => ({
    // First what tells one from the others: many have the same reason.
    label: [...(partitionDate === null ? [] : [partitionDate]), id].join(' · '),
    description: record?.replaceAll(/\s+/g, ' ').slice(0, MOST_OF_RECORD) ?? '',
    detail: reasonText(reason, text),
    id,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    canPickMany: true,
    title: text.say(`${what}.title`),
    placeHolder: text.say(`${what}.which`, { n: text.number(total) }),
    matchOnDescription: true,
  });
  if (!chosen || chosen.length === 0) return undefined;
  // Named one by one, rows in quarantine are replayed, too.
  const isAll = chosen.length === letters.length && (what === 'drop' || letters.length < total);
  return isAll ? 'all' : chosen.map(({ id }) => id);
}
