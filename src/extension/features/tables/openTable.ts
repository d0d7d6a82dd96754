import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { fileProblem } from '../../../model/fileProblem.ts';
import { fail } from '../../../model/problem.ts';
import type { TablePlace } from '../../commandArguments.ts';
import { dataAt } from '../../dataAt.ts';
import type { Guest } from '../../guest.ts';
import type { Panels } from '../../panels.ts';
import { TABLE_EDITOR } from '../../views.ts';
import { chooseTable } from './choose.ts';
import { placeOf } from './place.ts';
import type { Tables, TableSubject } from './tables.ts';

export interface OpenTableWorld {
  readonly guest: Guest;
  readonly tables: Tables;
  readonly folders: Panels<TableSubject>;
}

/** Opens what was clicked, asked for or chosen; in the tab that has it, if there is one. Usage `table_on_no_disk`. */
export async function openTable({ guest, tables, folders }: OpenTableWorld, given: unknown): Promise<void> {
  if (given instanceof vscode.Uri && given.scheme !== 'file') return openElsewhere(given);
  const place = placeOf(given) ?? whole(dataAt(given) ?? (await chooseTable(guest)));
  if (place === null || tables.showRow(place)) return;
  const found = await stat(place.path).catch((error: unknown) => {
    throw fileProblem(error, place.path);
  });
  if (found.isDirectory()) await folders.show({ folder: place.path });
  else await openWith(vscode.Uri.file(place.path));
}

const whole = (path: string | undefined): TablePlace | null =>
  path === undefined ? null : { path, row: null, column: null };

/** A tab that VS Code has not filled yet is one, too. */
async function openWith(uri: vscode.Uri): Promise<void> {
  const has = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputCustom &&
    input.viewType === TABLE_EDITOR &&
    input.uri.toString() === uri.toString();
  const group = vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(has));
  await vscode.commands.executeCommand('vscode.openWith', uri, TABLE_EDITOR, group?.viewColumn);
}

async function openElsewhere(uri: vscode.Uri): Promise<void> {
  const { type } = await vscode.workspace.fs.stat(uri);
  if (type & vscode.FileType.Directory) throw fail('usage', 'table_on_no_disk', { path: uri.path });
  await openWith(uri);
}
