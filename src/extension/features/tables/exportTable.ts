import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../../model/bytes.ts';
import { fail } from '../../../model/problem.ts';
import type { TableExportFormat } from '../../../protocol/table.ts';
import type { Guest } from '../../guest.ts';
import { isInside } from '../../pathInside.ts';
import { revealFile, revealsFiles } from '../../revealFile.ts';
import { needDisk } from '../../saveFile.ts';

interface Written {
  readonly rows: number;
  readonly bytes: number;
}

export interface ExportOrder {
  /** The file or the folder whose rows they are, absolute. */
  readonly source: string;
  readonly format: TableExportFormat;
  /** Enough of it: perhaps before a place was chosen. */
  readonly signal: AbortSignal;
  write(file: string): Promise<Written>;
}

/** Of this workspace: where the last export went. */
const FOLDER = 'tables.exportFolder';

/** Asks where to, writes, and says where it is. Usage `export_onto_itself`, `export_on_no_disk`. */
export async function exportTable(guest: Guest, { source, format, signal, write }: ExportOrder): Promise<void> {
  const { context, text } = guest;
  const defaultUri = vscode.Uri.file(path.join(await folderFor(guest, source), proposedName(source, format)));
  const filters = { [text.say(`tables.format.${format}`)]: [format] };
  const title = text.say('tables.exportTo');
  const chosen = await vscode.window.showSaveDialog({ title, defaultUri, filters });
  if (!chosen || signal.aborted) return;
  needDisk(chosen);
  const file = chosen.fsPath;
  // What is read must not be written at the same time.
  if (isInside(source, file)) throw fail('usage', 'export_onto_itself', { path: file });
  await context.workspaceState.update(FOLDER, path.dirname(file));
  const done = await write(file);
  // The page has its answer; whoever looks at the file does so later.
  offer(guest, chosen, done).catch(guest.notices.thrown);
}

/** Where the last one went, if that is still there; else beside the file, or beside the folder: not among its data. */
async function folderFor({ context }: Guest, source: string): Promise<string> {
  const last = context.workspaceState.get<string>(FOLDER);
  const isThere =
    last !== undefined &&
    (await stat(last).then(
      found => found.isDirectory(),
      () => false,
    ));
  if (isThere) return last;
  const beside = path.dirname(source);
  const hasBeside = await stat(beside).then(
    found => found.isDirectory(),
    () => false,
  );
  // A file of another file system.
  return hasBeside ? beside : (vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '');
}

function proposedName(source: string, format: TableExportFormat): string {
  const { name } = path.parse(source);
  return format === 'parquet' ? `${name}-export.parquet` : `${name}.${format}`;
}

async function offer({ text }: Guest, file: vscode.Uri, { rows, bytes }: Written): Promise<void> {
  const [open, reveal] = [text.say('action.openFile'), text.say('tables.reveal')];
  const said = text.say('tables.exported', {
    rows: text.count('unit.row', rows),
    bytes: bytesText(bytes, text.language),
    file: vscode.workspace.asRelativePath(file),
  });
  const buttons = revealsFiles(file) ? [open, reveal] : [open];
  const pressed = await vscode.window.showInformationMessage(said, ...buttons);
  if (pressed === open) await vscode.commands.executeCommand('vscode.open', file);
  else if (pressed === reveal) await revealFile(file);
}
