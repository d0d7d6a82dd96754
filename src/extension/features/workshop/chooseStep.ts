import * as vscode from 'vscode';
import type { PartOutline, StepStanding } from '../../../model/workshop/outline.ts';
import type { Guest } from '../../guest.ts';
import { minutesText } from './view.ts';

const CODICONS: Readonly<Record<StepStanding, string>> = {
  ahead: 'circle-large-outline',
  open: 'circle-filled',
  failed: 'error',
  passed: 'pass',
  lacking: 'circle-slash',
};

/** Any step, by its number or words of its title; the one that one is at is picked first. */
export async function chooseStep(
  { text }: Guest,
  parts: readonly PartOutline[],
  at: string,
): Promise<string | undefined> {
  const entries = parts.flatMap(part => [
    { kind: vscode.QuickPickItemKind.Separator, label: `${part.number} ${part.title}`, step: '' },
    ...part.steps.map(mark => ({
      label: `$(${CODICONS[mark.standing]}) ${mark.number} ${mark.title}`,
      description: [text.say(`step.kind.${mark.kind}`), minutesText(mark.spentMs, mark.minutes, text)].join(' · '),
      ...(mark.id === at ? { detail: text.say('step.here') } : {}),
      step: mark.id,
    })),
  ]);
  const chosen = await vscode.window.showQuickPick(entries, {
    placeHolder: text.say('step.goTo'),
    matchOnDescription: true,
  });
  return chosen?.step;
}
