import * as vscode from 'vscode';
import type { Guest } from './guest.ts';

export type BackEndChoice = 'local' | 'temporal';

/** Here without a question where the window uses no Temporal server; else asked, the server first. Undefined: neither. */
export async function askWhere({ text, keys, settings }: Guest): Promise<BackEndChoice | undefined> {
  if (!keys.get('ingestionWorkshop.temporal')) return 'local';
  const entries = [
    {
      label: text.say('where.temporal'),
      description: settings['temporal.address'].value,
      detail: text.say('where.temporal.detail'),
      where: 'temporal' as const,
    },
    { label: text.say('where.local'), detail: text.say('where.local.detail'), where: 'local' as const },
  ];
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('where.ask') }))?.where;
}
