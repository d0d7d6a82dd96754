import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ValidationAnswer } from '../../../protocol/quality.ts';
import { cancellable } from '../../cancellable.ts';
import type { Guest } from '../../guest.ts';
import type { ChosenRules } from './chooseRules.ts';
import type { Findings } from './findings.ts';
import { namesOf } from './findingsText.ts';

export interface Target {
  /** Absolute. */
  readonly path: string;
  readonly rules: ChosenRules;
}

/** In a notification that can be cancelled: then undefined. */
export function validate(
  { engine, text }: Guest,
  { path: target, rules }: Target,
): Thenable<ValidationAnswer | undefined> {
  const id = randomUUID();
  return cancellable({
    title: text.say('validate.running', { name: path.basename(target) }),
    run: () => engine.ask.validateData({ id, path: target, rulesFile: rules.file }),
    stop: () => engine.ask.stopValidation({ id }),
  });
}

export interface Offers {
  readonly findings: Findings;
  quarantine(): unknown;
}

/** The verdict, and what can be done about it. */
export async function tellVerdict(
  { text }: Guest,
  answer: ValidationAnswer,
  { findings, quarantine }: Offers,
): Promise<void> {
  const { rules, validation, quarantine: taken } = answer;
  const name = vscode.workspace.asRelativePath(answer.path);
  const show = text.say('action.showFindings');
  if (validation === 'passed') {
    const warned = namesOf(rules, 'warned');
    const code = warned === '' ? 'validate.passed' : 'validate.warned';
    const params = {
      name,
      rows: text.count('unit.row', answer.rows),
      rules: text.count('unit.rule', rules.length),
      warned,
    };
    const say = warned === '' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    if ((await say(text.say(code, params), show)) === show) await findings.show(answer.path);
    return;
  }
  const offer = taken && taken.rows > 0 ? [text.say('action.quarantineRows')] : [];
  const code = rules.some(({ verdict }) => verdict === 'failed') ? 'validate.failed' : 'validate.notRun';
  const message = text.say(code, { name, rules: namesOf(rules, 'failed', 'could_not_run') });
  const chosen = await vscode.window.showErrorMessage(message, show, ...offer);
  if (chosen === show) await findings.show(answer.path);
  else if (chosen !== undefined) await quarantine();
}
