import * as vscode from 'vscode';
import type { PracticeFault } from '../../../protocol/engine.ts';
import type { Guest } from '../../guest.ts';
import type { Text } from '../../text.ts';

const MOST = 1000;

/** Which faults the API shows from now on, and how often; those that are not picked are switched off. */
export async function chooseFaults({ text, engine }: Guest): Promise<void> {
  const faults = await engine.ask.practiceApiFaults({});
  const chosen = await vscode.window.showQuickPick(
    faults.map(fault => entryOf(fault, text)),
    { canPickMany: true, matchOnDetail: true, placeHolder: text.say('practiceApi.pickFaults') },
  );
  if (!chosen) return;
  const times = chosen.length === 0 ? 0 : await askTimes(text);
  if (times === undefined) return;
  await engine.ask.setPracticeApiFaults({ switched: chosen.map(({ name }) => ({ name, times })) });
  const names = chosen.map(({ label }) => label).join(', ');
  const told = chosen.length === 0 ? text.say('practiceApi.noFault') : text.say('practiceApi.faulty', { names, times });
  void vscode.window.showInformationMessage(told);
}

const entryOf = ({ name, left }: PracticeFault, text: Text): vscode.QuickPickItem & { name: string } => ({
  name,
  label: text.say(`practiceFault.${name}`),
  description: left > 0 ? text.say('practiceApi.left', { left }) : '',
  detail: text.say(`practiceFault.${name}.about`),
  picked: left > 0,
});

async function askTimes(text: Text): Promise<number | undefined> {
  const given = await vscode.window.showInputBox({
    prompt: text.say('practiceApi.times'),
    value: '1',
    validateInput: value => (isTimes(value) ? null : text.say('practiceApi.timesWrong', { most: MOST })),
  });
  return given === undefined ? undefined : Number(given);
}

const isTimes = (value: string): boolean => /^[1-9]\d*$/.test(value.trim()) && Number(value) <= MOST;
