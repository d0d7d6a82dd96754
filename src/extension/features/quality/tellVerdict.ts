import * as vscode from 'vscode';
import type { Verdict } from '../../../model/quality/report.ts';
import type { RuleView } from '../../../model/quality/reportView.ts';
import type { ValidationAnswer } from '../../../protocol/quality.ts';
import type { Guest } from '../../guest.ts';

export interface Offers {
  showFindings(): Promise<void>;
  quarantine(): unknown;
}

/** The verdict, and what can be done about it. */
export async function tellVerdict(
  { text }: Guest,
  { view, quarantine: taken }: ValidationAnswer,
  { showFindings, quarantine }: Offers,
): Promise<void> {
  const { name, rules } = view;
  const show = text.say('action.showFindings');
  if (view.validation === 'passed') {
    const warned = namesOf(rules, 'warned');
    const code = warned === '' ? 'validate.passed' : 'validate.warned';
    const figures = { rows: text.count('unit.row', view.rows), rules: text.count('unit.rule', rules.length) };
    const say = warned === '' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    if ((await say(text.say(code, { name, warned, ...figures }), show)) === show) await showFindings();
    return;
  }
  const offer = taken && taken.rows > 0 ? [text.say('action.quarantineRows')] : [];
  const code = rules.some(({ verdict }) => verdict === 'failed') ? 'validate.failed' : 'validate.notRun';
  const message = text.say(code, { name, rules: namesOf(rules, 'failed', 'could_not_run') });
  const chosen = await vscode.window.showErrorMessage(message, show, ...offer);
  if (chosen === show) await showFindings();
  else if (chosen !== undefined) await quarantine();
}

/** The rules that came to a verdict, as a notification names them: a few of them. */
export function namesOf(rules: readonly Pick<RuleView, 'id' | 'verdict'>[], ...verdicts: readonly Verdict[]): string {
  const names = rules.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')}, …` : names.join(', ');
}
