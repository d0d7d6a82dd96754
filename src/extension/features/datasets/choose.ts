import * as vscode from 'vscode';
import type { DatasetView } from '../../../model/dataset/view.ts';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import type { DatasetList } from './list.ts';

/** From the palette: the only one that fits is taken without asking. Usage `no_dataset`. */
export async function chooseDataset(
  { text }: Guest,
  list: DatasetList,
  fits: (view: DatasetView) => boolean,
): Promise<DatasetView | undefined> {
  const all = (await list.load()).filter(fits);
  if (all.length === 0) throw fail('usage', 'no_dataset');
  if (all.length === 1) return all[0];
  const entries = all.map(view => ({
    label: vscode.workspace.asRelativePath(view.folder),
    description: [text.count('unit.day', view.dates.length), text.count('unit.deadLetter', view.deadLetters)].join(
      ' · ',
    ),
    detail: view.baseUrl,
    view,
  }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('pick.dataset') }))?.view;
}
